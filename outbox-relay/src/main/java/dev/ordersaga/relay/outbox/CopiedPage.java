package dev.ordersaga.relay.outbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.postgresql.PGConnection;

/** A few rows that are read at once. */
final class CopiedPage {

    private CopiedPage() {}

    /** What the statement brings, up to the row that reaches the limit of bytes; that of rows is the statement's. */
    static List<OutboxRow> read(PGConnection connection, String statement, PageLimit limit) throws SQLException {
        var decoder = new CopiedRows();
        var rows = new ArrayList<OutboxRow>();
        var bytes = 0L;
        var copy = connection.getCopyAPI().copyOut(statement);
        for (var message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
            var row = decoder.row(message);
            if (row != null) {
                rows.add(row);
                bytes += row.size();
            }
            if (bytes >= limit.bytes().toBytes()) {
                copy.cancelCopy();
                return rows;
            }
        }
        return rows;
    }
}
