package dev.ordersaga.simulation;

import java.time.Duration;

import dev.ordersaga.local.console.Console;

/** How far it is, how fast, and how long it will take: in place on a terminal, a line now and then elsewhere. */
final class SeedsBar {

    private static final int WIDTH = 30;
    private static final int LINES = 10;

    private final Console console;
    private final long total;
    private final long begin = System.nanoTime();
    private long done;
    private long shown;

    SeedsBar(Console console, long total) {
        this.console = console;
        this.total = total;
    }

    void show(long count) {
        done = count;
        var figures = "%,d of %,d schedules, %s, %s left".formatted(count, total, rate(), left());
        if (console.isTerminal()) {
            int filled = (int) (WIDTH * count / Math.max(1, total));
            console.inPlace("  " + "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + figures);
        } else if (count * LINES / Math.max(1, total) > shown) {
            shown = count * LINES / Math.max(1, total);
            console.line("  " + figures);
        }
    }

    /** Schedules per second, so far. */
    String rate() {
        return "%,d a second".formatted(Math.round(done / seconds()));
    }

    private String left() {
        if (done == 0) {
            return "…";
        }
        var left = Duration.ofSeconds(Math.round((total - done) * seconds() / done));
        return "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
    }

    private double seconds() {
        return Math.max(1e-3, (System.nanoTime() - begin) / 1e9);
    }

    void done() {
        console.eraseInPlace();
    }
}
