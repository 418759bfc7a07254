package dev.ordersaga.local.stack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A line for each step that has ended, with the seconds it took. On a terminal a last line shows what is still going on.
 * That nobody reads the output any more disturbs nothing.
 */
public final class ConsoleProgress implements Progress {

    private static final Duration REFRESH = Duration.ofMillis(200);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean unicode;
    private final Set<ConsoleStep> running = new LinkedHashSet<>();

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.unicode = out.charset().newEncoder().canEncode('✓');
    }

    /** To the standard output. */
    public static ConsoleProgress create() {
        var progress = new ConsoleProgress(System.out, isTerminal());
        if (progress.terminal) {
            progress.keepRefreshing();
        }
        return progress;
    }

    /** Whether a person sits in front of the standard output. */
    public static boolean isTerminal() {
        return System.console().isTerminal();
    }

    @Override
    public synchronized void line(String text) {
        out.print(terminal ? CLEAR_LINE : "");
        out.println(text);
        refresh();
    }

    @Override
    public synchronized Step begin(String what) {
        var step = new ConsoleStep(what, System.nanoTime());
        running.add(step);
        refresh();
        return step;
    }

    private synchronized void end(ConsoleStep step, String mark, String text) {
        running.remove(step);
        line("  %s %-18s %6.1f s  %s".formatted(mark, step.what, step.seconds(), text));
    }

    private synchronized void forget(ConsoleStep step) {
        running.remove(step);
        refresh();
    }

    private synchronized void refresh() {
        if (terminal && !running.isEmpty()) {
            var longest = running.stream().mapToDouble(ConsoleStep::seconds).max().orElse(0);
            out.print("%s  … %s %.0f s".formatted(CLEAR_LINE,
                    running.stream().map(step -> step.what).collect(Collectors.joining(", ")), longest));
            out.flush();
        }
    }

    private void keepRefreshing() {
        ScheduledExecutorService clock = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("progress").factory());
        var _ = clock.scheduleAtFixedRate(this::refresh, 0, REFRESH.toMillis(), TimeUnit.MILLISECONDS);
    }

    private final class ConsoleStep implements Step {

        private final String what;
        private final long begun;

        ConsoleStep(String what, long begun) {
            this.what = what;
            this.begun = begun;
        }

        double seconds() {
            return (System.nanoTime() - begun) / 1e9;
        }

        @Override
        public void done(String detail) {
            end(this, mark("✓", "ok", "32"), detail);
        }

        @Override
        public void failed(String reason) {
            end(this, mark("✗", "!!", "31"), reason);
        }

        @Override
        public void abandoned() {
            forget(this);
        }

        private String mark(String sign, String plain, String colour) {
            if (!unicode) {
                return plain;
            }
            return terminal && System.getenv("NO_COLOR") == null ? "\u001b[" + colour + "m" + sign + "\u001b[m" : sign;
        }
    }
}
