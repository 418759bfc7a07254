package dev.ordersaga.load.measuring;

import java.util.Locale;

import dev.ordersaga.load.driving.Drive;

/**
 * A rate that was tried, and whether the system kept up with it.
 *
 * @param rate orders a second
 * @param keepsUp all orders were accepted, the backlog did not grow, and 99 % were settled within {@value #BOUND} ms
 * @param why it did not; empty if it did
 */
public record Rung(double rate, boolean keepsUp, String why, double settledPerSecond, double p50, double p99) {

    /** Milliseconds. */
    static final double BOUND = 1_000;

    /** Of the orders of the time: what is open may vary, and does from one moment to the next. */
    private static final double TOLERATED_GROWTH = 0.02;

    /** When everything has settled that will. */
    static Rung of(Drive drive) {
        var window = drive.window();
        var settled = Latency.of(window.settledFromDue());
        var why = why(drive, settled.p99());
        return new Rung(drive.rate(), why.isEmpty(), why, drive.settledPerSecond(), settled.p50(), settled.p99());
    }

    private static String why(Drive drive, double p99) {
        var window = drive.window();
        long growth = drive.openAtEnd() - drive.openAtBegin();
        if (Latency.of(window.lateness()).p99() > BOUND) {
            return "the load generator did not keep up";
        }
        if (window.failed() > 0) {
            return "%,d orders were not accepted: %s".formatted(window.failed(), window.failures());
        }
        if (window.settled() < window.placed()) {
            return "%,d orders did not settle".formatted(window.placed() - window.settled());
        }
        if (p99 >= BOUND) {
            return String.format(Locale.ROOT, "p99 settled %,.0f ms", p99);
        }
        return growth > TOLERATED_GROWTH * window.due()
                ? "the backlog grew by %,d orders".formatted(growth)
                : "";
    }
}
