package dev.ordersaga.benchmarks.contenders;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import org.postgresql.ds.PGSimpleDataSource;

import dev.ordersaga.benchmarks.servers.Servers;

/**
 * Where one contender works for one measurement.
 *
 * @param name of the measurement, unique in the run; also that of the schema
 * @param topic all messages go there
 * @param folder for what the contender keeps, and its log
 */
public record Site(Servers servers, String name, String topic, Path folder) {

    public Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    PGSimpleDataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl());
        source.setUser(servers.user());
        source.setPassword(servers.password());
        return source;
    }

    String jdbcUrl() {
        return servers.jdbcUrl() + "?currentSchema=" + name;
    }

    /** For the programs of this package: they read system properties. */
    Map<String, String> properties() {
        return Map.of("site.name", name, "site.topic", topic, "site.folder", folder.toString(),
                "site.jdbc-url", jdbcUrl(), "site.user", servers.user(), "site.password", servers.password(),
                "site.postgres-port", String.valueOf(servers.postgresPort()),
                "site.bootstrap-servers", servers.bootstrapServers());
    }
}
