package dev.ordersaga.relay.parking;

/** So many keys are parked that something more than a row must be wrong: the source waits for somebody to look. */
public final class TooManyParkedKeysException extends RuntimeException {

    TooManyParkedKeysException(int limit, ParkedKey next) {
        super("%d keys are parked, as many as may be; the next would be %s: row %d to topic %s: %s".formatted(limit,
                next.key(), next.row().position(), next.row().topic(), next.cause().message()));
    }
}
