package dev.ordersaga.outbox.jdbc;

import java.sql.SQLException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Tells a database that is away, and will be back, from one that refuses what it is asked. */
public final class Outage {

    // https://www.postgresql.org/docs/18/errcodes-appendix.html
    private static final Set<String> CLASSES = Set.of("08", // connection exception
            "53", // insufficient resources: too many connections, disk full
            "57"); // operator intervention: shutting down, starting up
    private static final String STATEMENT_CANCELED = "57014"; // by a timeout: that statement's affair
    private static final String READ_ONLY = "25006"; // a standby, during a failover

    private Outage() {}

    /** Whether the failure, or any of its causes, says so. */
    public static boolean isCauseOf(Throwable failure) {
        return Causes.of(failure).stream().anyMatch(cause -> cause instanceof SQLException sql && isOne(sql));
    }

    /** Whether this failure says so; its causes are not asked. */
    public static boolean isOne(SQLException failure) {
        @Nullable
        String state = failure.getSQLState();
        if (state == null) {
            // The pool has closed a broken connection: the rollback fails, too, and hides the first failure.
            return "Connection is closed".equals(failure.getMessage());
        }
        boolean away = state.length() == 5 && CLASSES.contains(state.substring(0, 2));
        return (away && !state.equals(STATEMENT_CANCELED)) || state.equals(READ_ONLY);
    }
}
