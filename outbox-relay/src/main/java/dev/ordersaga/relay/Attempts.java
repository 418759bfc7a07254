package dev.ordersaga.relay;

import java.util.HashMap;
import java.util.Map;

import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.parking.ParkedKey.Cause;
import dev.ordersaga.relay.sink.Outlet;
import dev.ordersaga.relay.sink.RefusedRowException;
import dev.ordersaga.relay.sink.RowsRejectedException;
import org.jspecify.annotations.Nullable;

/** Sends rows in transactions that are repeated without those that the broker turned out to reject. */
final class Attempts {

    private final Outlet outlet;
    private final Map<Long, Cause> rejected = new HashMap<>();

    Attempts(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Sends the row, or says why it cannot be published. */
    @Nullable
    Cause send(OutboxRow row) {
        var rejection = rejected.isEmpty() ? null : rejected.get(row.position()); // no box for each row
        if (rejection != null) {
            return rejection;
        }
        try {
            outlet.send(row);
            return null;
        } catch (RefusedRowException e) {
            return e.refusal();
        }
    }

    /** Nothing was committed; the next attempt does without these. */
    void failed(RowsRejectedException rejection) {
        outlet.rollback();
        rejected.putAll(rejection.causes());
    }

    void succeeded() {
        rejected.clear();
    }
}
