package dev.ordersaga.relay.outbox;

/** The database is a standby, which may be behind: a source is read from its primary. */
public final class StandbyDatabaseException extends RuntimeException {

    StandbyDatabaseException() {
        super("The database is a standby (in recovery). Let the source's url lead to the primary; with several hosts in"
                + " it, add targetServerType=primary");
    }
}
