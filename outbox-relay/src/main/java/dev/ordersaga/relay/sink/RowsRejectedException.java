package dev.ordersaga.relay.sink;

import java.util.Map;

import dev.ordersaga.relay.parking.ParkedKey.Cause;

/** Rows that were sent, and that the broker will never take. */
public final class RowsRejectedException extends RuntimeException {

    private final transient Map<Long, Cause> causes;

    /** @param causes by the rows' positions; not all of them have to be known at once */
    public RowsRejectedException(Map<Long, Cause> causes) {
        super("The broker does not take the rows " + causes.keySet());
        this.causes = Map.copyOf(causes);
    }

    public Map<Long, Cause> causes() {
        return causes;
    }
}
