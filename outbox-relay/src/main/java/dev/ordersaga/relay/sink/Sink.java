package dev.ordersaga.relay.sink;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.parking.ParkingChanges;

/** Where the rows of a source are published, with its cursor. */
public interface Sink extends Outlet {

    /** What had been committed last when this sink was opened. */
    Progress progress();

    /**
     * Publishes the rows sent since the last commit, with the cursor and the parked keys that changed.
     *
     * @throws RowsRejectedException as {@link #send} does
     */
    void commit(Cursor cursor, ParkingChanges changes);
}
