package dev.ordersaga.benchmarks.programs;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A row as the library's own API writes it, kept in a table {@code sample}: backlogs are made of its copies. It is read in
 * the transaction that wrote it, which is then rolled back, or by itself, so that the library never processes it.
 */
final class Sample {

    private Sample() {}

    static String read(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select to_json(t) from " + table + " t")) {
            row.next();
            return row.getString(1);
        }
    }

    static void keep(String table, String row) throws SQLException {
        try (var connection = Surroundings.connect();
                var create = connection.prepareStatement("create table sample as select * from " + table + " limit 0");
                var insert = connection.prepareStatement(
                        "insert into sample select * from json_populate_record(null::" + table + ", ?::json)")) {
            create.execute();
            insert.setString(1, row);
            insert.executeUpdate();
        }
    }
}
