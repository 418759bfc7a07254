package dev.ordersaga.relay.cdc;

import java.sql.Connection;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replication slot of a source: how far the server has to keep its log. Nothing depends on it being there or on its
 * position, so it is made, dropped and taken from whoever has it as need be; its name is the source's own.
 */
final class Slot {

    private static final Logger log = LoggerFactory.getLogger(Slot.class);

    private static final String PLUGIN = "pgoutput";
    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MILLIS = 100;

    private final Connection connection;
    private final String name;

    Slot(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** How far behind it is, in bytes of the log: what the server keeps for it, and what it has not confirmed. */
    record Distance(long retained, long unconfirmed) {}

    /** Makes it if there is none, which takes until all transactions have ended that are open now. */
    void prepare() throws SQLException, InterruptedException {
        var status = status();
        if ("lost".equals(status)) {
            log.warn("The slot {} is lost: it was further behind than the server keeps its log"
                    + " (max_slot_wal_keep_size). It is made anew; no row is lost", name);
            remove();
            status = null;
        }
        if (status == null) {
            create();
        } else {
            free();
        }
    }

    private void create() throws SQLException {
        var usual = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0); // as long as it takes
        execute("select pg_create_logical_replication_slot(?, '" + PLUGIN + "')", name);
        connection.setNetworkTimeout(Runnable::run, usual);
    }

    boolean exists() throws SQLException {
        return status() != null;
    }

    void remove() throws SQLException, InterruptedException {
        free();
        execute("select pg_drop_replication_slot(?)", name);
    }

    /** Of the log it needs; null if there is no such slot. */
    private @Nullable String status() throws SQLException {
        try (var statement = connection.prepareStatement("""
                select coalesce(wal_status, ''), plugin = '%s' and database = current_database()
                  from pg_replication_slots where slot_name = ?""".formatted(PLUGIN))) {
            statement.setString(1, name);
            try (var result = statement.executeQuery()) {
                if (!result.next()) {
                    return null;
                }
                if (!result.getBoolean(2)) {
                    throw new CaptureException("The slot " + name + " is not one of " + PLUGIN + " in this database:"
                            + " somebody else's? Set relay.sources.<name>.slot to another name");
                }
                return result.getString(1);
            }
        }
    }

    /** Whoever has it read this source before: it is killed or stands still, or is just about to end. */
    private void free() throws SQLException, InterruptedException {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (var statement = connection.prepareStatement("""
                    select pg_terminate_backend(active_pid)
                      from pg_replication_slots where slot_name = ? and active_pid is not null""")) {
                statement.setString(1, name);
                try (var result = statement.executeQuery()) {
                    if (!result.next()) {
                        return;
                    }
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new CaptureException("The slot " + name + " is still in use");
    }

    Distance distance() throws SQLException {
        try (var statement = connection.prepareStatement("""
                select wal_status, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint,
                       pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::bigint
                  from pg_replication_slots where slot_name = ?""")) {
            statement.setString(1, name);
            try (var result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new CaptureException("The slot " + name + " was dropped");
                }
                if ("lost".equals(result.getString(1))) {
                    throw new CaptureException("The slot " + name + " is lost");
                }
                return new Distance(result.getLong(2), result.getLong(3));
            }
        }
    }

    /** Writes to the log: comes through the stream as a message of the slot's name. Of a transaction, so that it is flushed. */
    void send(String message) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_logical_emit_message(true, ?, ?)")) {
            statement.setString(1, name);
            statement.setString(2, message);
            statement.execute();
        }
    }

    private void execute(String sql, String argument) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            statement.execute();
        }
    }
}
