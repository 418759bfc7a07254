package dev.ordersaga.benchmarks.reporting;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;

import dev.ordersaga.benchmarks.measuring.Progress;

/** One line for each measurement, which is written over while it goes on where there is a terminal. */
public final class ConsoleProgress implements Progress {

    private static final long PAUSE = 500_000_000;

    private final PrintStream out;
    private final boolean terminal = isTerminal();
    private String title = "";
    private long lastTime = System.nanoTime();
    private long lastRows;

    public ConsoleProgress(PrintStream out) {
        this.out = out;
    }

    @SuppressWarnings("SystemConsoleNull") // it may be, says its Javadoc
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public void begins(String newTitle) {
        title = newTitle;
        lastRows = 0;
    }

    @Override
    public void says(String text) {
        if (terminal) {
            out.printf("\r\033[K%-34s %s", title, text);
            out.flush();
        } else {
            out.printf("%tT %-34s %s%n", LocalTime.now(ZoneId.systemDefault()), title, text);
        }
    }

    @Override
    public void fails(Exception reason) {
        reason.printStackTrace(out);
    }

    @Override
    public void rows(long rows, long of) {
        var now = System.nanoTime();
        if (terminal && now - lastTime > PAUSE) {
            says("%,d of %,d rows, %,.0f rows/s".formatted(rows, of, Math.max(0, rows - lastRows) * 1e9 / (now
                    - lastTime)));
            lastTime = now;
            lastRows = rows;
        }
    }
}
