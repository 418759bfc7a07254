package dev.ordersaga.relay.sink;

import dev.ordersaga.relay.parking.ParkedKey.Cause;

/** A row that cannot be published, seen before it was sent. */
public final class RefusedRowException extends RuntimeException {

    private final transient Cause refusal;

    public RefusedRowException(Cause refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    public Cause refusal() {
        return refusal;
    }
}
