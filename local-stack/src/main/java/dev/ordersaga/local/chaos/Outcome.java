package dev.ordersaga.local.chaos;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a fault went.
 *
 * @param detail what the plan had left open, in words; may be empty
 * @param begun from the beginning of the run
 * @param ended when its cause was taken away: what was killed was started, what was cut was joined again
 * @param recovery from then until orders that were placed then had settled; null if they never did
 * @param problem what went wrong with it, null where nothing did
 */
record Outcome(Fault fault, String detail, Duration begun, Duration ended, @Nullable Duration recovery,
        @Nullable String problem) {

    /** Whether its recovery and the effects of the other one were at the same time. */
    boolean overlaps(Outcome other) {
        return other.fault.number() != fault.number() && other.begun.compareTo(over()) < 0 && ended.compareTo(other
                .over()) < 0;
    }

    /** When all worked again, or nobody waited for it any more. */
    Duration over() {
        return recovery == null ? ended : ended.plus(recovery);
    }
}
