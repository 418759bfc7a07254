package dev.ordersaga.benchmarks.programs;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What a program has been told about where it works. */
final class Surroundings {

    static final String NAME = property("name");
    static final String TOPIC = property("topic");
    static final Path FOLDER = Path.of(property("folder"));
    static final String JDBC_URL = property("jdbc-url");
    static final String USER = property("user");
    static final String PASSWORD = property("password");
    static final String POSTGRES_PORT = property("postgres-port");
    static final String BOOTSTRAP_SERVERS = property("bootstrap-servers");

    private Surroundings() {}

    static Connection connect() throws SQLException {
        return DriverManager.getConnection(JDBC_URL, USER, PASSWORD);
    }

    /** As the relay's: acknowledged by all, idempotent, packed, in large batches. */
    static Map<String, Object> producer() {
        return new HashMap<>(Map.of("bootstrap.servers", BOOTSTRAP_SERVERS, "acks", "all", "enable.idempotence", true,
                "compression.type", "lz4", "batch.size", 128 * 1024, "buffer.memory", 32L * 1024 * 1024, "linger.ms", 5,
                "max.request.size", 2 * 1024 * 1024));
    }

    private static String property(String name) {
        var value = System.getProperty("site." + name);
        if (value == null) {
            throw new IllegalStateException("site." + name + " is not set");
        }
        return value;
    }
}
