package dev.ordersaga.relay;

import java.time.Duration;

/** A pause that doubles each time, up to a longest one, until it is reset; at first it may stay as it is for some times. */
final class Growing {

    private final Duration first;
    private final Duration longest;
    private final int steady;
    private Duration next;
    private int times;

    Growing(Duration first, Duration longest) {
        this(first, longest, 0);
    }

    /** @param steady so many times after a reset the pause is the first one before it begins to grow */
    Growing(Duration first, Duration longest, int steady) {
        this.first = first;
        this.longest = longest;
        this.steady = steady;
        this.next = first;
    }

    Duration next() {
        if (times < steady) {
            times++;
            return first;
        }
        var pause = next.compareTo(longest) < 0 ? next : longest;
        next = pause.multipliedBy(2);
        return pause;
    }

    Duration longest() {
        times = steady;
        next = longest;
        return longest;
    }

    void reset() {
        times = 0;
        next = first;
    }
}
