package dev.ordersaga.relay;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.List;

import dev.ordersaga.testing.Infrastructure;

/** Replication slots, as an operator sees them. */
final class Slots {

    private Slots() {}

    /** As soon as nobody has it any more. */
    static void drop(String slot) {
        await().until(() -> query("""
                select pg_terminate_backend(active_pid) from pg_replication_slots
                 where slot_name = '%s' and active_pid is not null""".formatted(slot)).isEmpty());
        query("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '%s'"
                .formatted(slot));
    }

    /** Of those who read it: the connection is cut. */
    static void terminate(String slot) {
        query("select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = '%s'"
                .formatted(slot));
    }

    /** The first column, as the superuser sees it. */
    static List<String> query(String sql) {
        try (var superuser = Infrastructure.postgres().connect("postgres");
                var statement = superuser.createStatement();
                var result = statement.executeQuery(sql)) {
            var values = new java.util.ArrayList<String>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
