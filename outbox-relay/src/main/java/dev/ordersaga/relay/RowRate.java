package dev.ordersaga.relay;

import java.time.InstantSource;
import java.util.Arrays;

/** Rows a second over the last ten whole seconds. Safe for use by several threads. */
final class RowRate {

    private static final int SECONDS = 10;

    private final InstantSource clock;
    /** The second under way and those before it. */
    private final long[] rows = new long[SECONDS + 1];
    private long second;

    RowRate(InstantSource clock) {
        this.clock = clock;
        this.second = clock.instant().getEpochSecond();
    }

    synchronized void add(long published) {
        goOn();
        rows[place(second)] += published;
    }

    synchronized double perSecond() {
        goOn();
        return (Arrays.stream(rows).sum() - rows[place(second)]) / (double) SECONDS;
    }

    private void goOn() {
        var now = clock.instant().getEpochSecond();
        for (var passed = Math.max(second, now - rows.length) + 1; passed <= now; passed++) {
            rows[place(passed)] = 0;
        }
        second = Math.max(second, now);
    }

    private int place(long ofSecond) {
        return Math.floorMod(ofSecond, rows.length);
    }
}
