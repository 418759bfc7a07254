package dev.ordersaga.benchmarks.contenders;

import java.sql.SQLException;

/** The publication and the replication slot of a site: both have its name. */
final class Capture {

    private Capture() {}

    /** The walsender may take a moment to notice that nobody listens. */
    static void end(Site site) throws SQLException {
        try (var connection = site.connect(); var statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(active_pid, 10000) from pg_replication_slots where slot_name = '"
                            + site.name() + "' and active_pid is not null");
            statement.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '"
                    + site.name() + "'");
            statement.execute("drop publication " + site.name());
        }
    }
}
