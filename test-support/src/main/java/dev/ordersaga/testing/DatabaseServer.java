package dev.ordersaga.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL server, wherever it runs. */
public interface DatabaseServer extends TestServer {

    String SUPERUSER = "postgres";

    /** Without credentials. */
    String jdbcUrl(String database);

    /** A connection of the superuser. */
    default Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, SUPERUSER);
    }
}
