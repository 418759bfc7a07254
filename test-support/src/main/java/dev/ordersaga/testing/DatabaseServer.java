package dev.ordersaga.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A PostgreSQL server, wherever it runs. */
public interface DatabaseServer extends TestServer {

    String SUPERUSER = "postgres";

    /** What differs from the server's own defaults: changes can be captured, by many tests. */
    Map<String, String> SETTINGS = Map.of("wal_level", "logical", "max_wal_senders", "50", "max_replication_slots",
            "50");

    /** Without credentials. */
    String jdbcUrl(String database);

    /** A connection of the superuser. */
    default Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, SUPERUSER);
    }
}
