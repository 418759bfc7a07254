package dev.ordersaga.relay;

import java.time.Duration;

/** A pause that doubles each time, up to a longest one, until it is reset. */
final class Growing {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    Growing(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    Duration next() {
        var pause = next.compareTo(longest) < 0 ? next : longest;
        next = pause.multipliedBy(2);
        return pause;
    }

    Duration longest() {
        next = longest;
        return longest;
    }

    void reset() {
        next = first;
    }
}
