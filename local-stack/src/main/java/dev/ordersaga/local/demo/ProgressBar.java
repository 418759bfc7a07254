package dev.ordersaga.local.demo;

import dev.ordersaga.local.console.Console;

/** A bar that fills in place on a terminal; elsewhere a line for every fifth. */
final class ProgressBar {

    private static final int WIDTH = 40;
    private static final int LINES = 5;

    private final Console console;
    private final String what;
    private final long total;
    private long shownFifth;

    ProgressBar(Console console, String what, long total) {
        this.console = console;
        this.what = what;
        this.total = total;
    }

    boolean isFull(long count) {
        return count >= total;
    }

    void show(long count) {
        String figures = "%,d of %,d %s".formatted(count, total, what);
        if (console.isTerminal()) {
            int filled = (int) (WIDTH * count / total);
            console.inPlace("  " + "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + figures);
        } else if (count * LINES / total > shownFifth) {
            shownFifth = count * LINES / total;
            console.line("  " + figures);
        }
    }

    void done() {
        console.eraseInPlace();
    }
}
