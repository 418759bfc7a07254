package dev.ordersaga.local.chaos;

import java.time.Duration;
import java.util.List;

/**
 * Something that is to be broken.
 *
 * @param at when, from the beginning of the run
 * @param lasts how long until it is mended; zero for what is over in a moment
 * @param seed what its details are drawn from
 */
record Fault(int number, Duration at, Duration lasts, FaultKind kind, String target, long seed) {

    String title() {
        return kind.title(target);
    }

    List<String> claims() {
        return kind.claims(target);
    }
}
