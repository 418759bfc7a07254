package dev.ordersaga.outbox.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code outbox}: any number of rows in one statement and one round trip. Thread-safe. */
final class OutboxTable {

    /** A statement for each number up to that; by arrays, one row takes PostgreSQL more than half as long again. */
    private static final int FEW = 8;

    private static final String INTO = "insert into outbox (id, topic, message_key, type, payload, headers) ";
    private static final String ROW = "(?, ?, ?, ?, ?, ?)";
    private static final int COLUMNS = 6;

    // The sort makes PostgreSQL assign positions in the order of the arrays (INSERT … SELECT … ORDER BY evaluates
    // defaults after sorting), whatever plan it chooses for the unnest.
    private static final String MANY = INTO + """
            select id, topic, message_key, type, payload, headers
              from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[])
                   with ordinality as row (id, topic, message_key, type, payload, headers, nr)
             order by nr""";

    private final JdbcTemplate jdbc;

    OutboxTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Appends the rows in their order, in the transaction of the calling thread. */
    void append(List<OutboxRow> rows) {
        if (rows.size() <= FEW) {
            jdbc.update(values(rows.size()), statement -> setRows(statement, rows));
        } else {
            jdbc.update(MANY, statement -> setArrays(statement, rows));
        }
    }

    private static String values(int rows) {
        return INTO + "values " + String.join(", ", Collections.nCopies(rows, ROW));
    }

    private static void setRows(PreparedStatement statement, List<OutboxRow> rows) throws SQLException {
        int before = 0;
        for (var row : rows) {
            statement.setObject(before + 1, row.id());
            statement.setString(before + 2, row.topic());
            statement.setString(before + 3, row.key());
            statement.setString(before + 4, row.type());
            statement.setBytes(before + 5, row.payload());
            statement.setString(before + 6, row.headers());
            before += COLUMNS;
        }
    }

    private static void setArrays(PreparedStatement statement, List<OutboxRow> rows) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(1, array(connection, "uuid", rows, OutboxRow::id));
        statement.setArray(2, array(connection, "text", rows, OutboxRow::topic));
        statement.setArray(3, array(connection, "text", rows, OutboxRow::key));
        statement.setArray(4, array(connection, "text", rows, OutboxRow::type));
        statement.setArray(5, connection.createArrayOf("bytea",
                rows.stream().map(OutboxRow::payload).toArray(byte[][]::new)));
        statement.setArray(6, array(connection, "text", rows, OutboxRow::headers));
    }

    private static Array array(Connection connection, String type, List<OutboxRow> rows,
            Function<OutboxRow, Object> column) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }
}
