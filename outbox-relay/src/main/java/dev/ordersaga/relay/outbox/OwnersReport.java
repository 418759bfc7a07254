package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

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
        var published = number(connection,
                "select count(*) from " + lastReport + "(?) where pg_snapshot_xmax(published) >= '3'", relay);
        var position = number(connection, "select last_position from " + status + "()", null);
        return new OwnersReport(published.orElse(0) > 0, position);
    }

    /** Functions that are there and do not work, or are other ones, do not keep a source from being published. */
    private static OptionalLong number(Connection connection, String sql, @Nullable String argument)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            return number(statement, argument);
        } catch (SQLException e) {
            if (e.getSQLState() == null || !e.getSQLState().startsWith("42")) {
                throw e;
            }
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(PreparedStatement statement, @Nullable String argument) throws SQLException {
        if (argument != null) {
            statement.setString(1, argument);
        }
        try (var result = statement.executeQuery()) {
            return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
        }
    }
}
