package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * What the functions for retention tell of a table, where there are such functions and the role may call them.
 *
 * @param isOfPublished the relay has told that rows were published
 * @param lastPosition the last position that was given away, whether or not its row is there
 */
record OwnersReport(boolean isOfPublished, OptionalLong lastPosition) {

    private static final OwnersReport NONE = new OwnersReport(false, OptionalLong.empty());

    private static final String FUNCTIONS = """
            select format('%I.%I', n.nspname, c.relname || '_last_report'),
                   format('%I.%I', n.nspname, c.relname || '_retention_status')
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.oid = to_regclass(?)
               and has_function_privilege(
                       to_regprocedure(format('%I.%I(text)', n.nspname, c.relname || '_last_report')), 'execute')
               and has_function_privilege(
                       to_regprocedure(format('%I.%I()', n.nspname, c.relname || '_retention_status')), 'execute')""";

    static OwnersReport read(Connection connection, String table, String relay) throws SQLException {
        try (var statement = connection.prepareStatement(FUNCTIONS)) {
            statement.setString(1, table);
            try (var functions = statement.executeQuery()) {
                return functions.next()
                        ? read(connection, functions.getString(1), functions.getString(2), relay)
                        : NONE;
            }
        }
    }

    private static OwnersReport read(Connection connection, String lastReport, String status, String relay)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                select exists (select from %s(?) where pg_snapshot_xmax(published) >= '3'), last_position from %s()"""
                .formatted(lastReport, status))) {
            statement.setString(1, relay);
            try (var result = statement.executeQuery()) {
                result.next();
                return new OwnersReport(result.getBoolean(1), OptionalLong.of(result.getLong(2)));
            }
        }
    }
}
