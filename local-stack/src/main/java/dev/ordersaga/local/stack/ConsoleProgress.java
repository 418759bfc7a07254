package dev.ordersaga.local.stack;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.ordersaga.local.console.Console;

/**
 * A line for each step that has ended, with the seconds it took. On a terminal a last line shows what is still going on.
 * That nobody reads the output any more disturbs nothing.
 */
public final class ConsoleProgress implements Progress {

    private static final Duration REFRESH = Duration.ofMillis(200);

    private final Console console;
    private final Set<ConsoleStep> running = new LinkedHashSet<>();

    public ConsoleProgress(Console console) {
        this.console = console;
        if (console.isTerminal()) {
            var clock = Executors
                    .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("progress").factory());
            var _ = clock.scheduleAtFixedRate(this::refresh, 0, REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void line(String text) {
        console.eraseInPlace();
        console.line(text);
        refresh();
    }

    @Override
    public synchronized Step begin(String what) {
        var step = new ConsoleStep(what, System.nanoTime());
        running.add(step);
        refresh();
        return step;
    }

    private synchronized void end(ConsoleStep step, boolean good, String text) {
        running.remove(step);
        line("  %s %-18s %5.1f s  %s".formatted(console.mark(good), step.what, step.seconds(), text));
    }

    private synchronized void forget(ConsoleStep step) {
        if (running.remove(step) && running.isEmpty()) {
            console.eraseInPlace();
        }
    }

    private synchronized void refresh() {
        if (!running.isEmpty()) {
            var longest = running.stream().mapToDouble(ConsoleStep::seconds).max().orElse(0);
            console.inPlace(console.faint("  … %s %.0f s".formatted(
                    running.stream().map(step -> step.what).collect(Collectors.joining(", ")), longest)));
        }
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
            end(this, true, detail);
        }

        @Override
        public void failed(String reason) {
            end(this, false, reason);
        }

        @Override
        public void abandoned() {
            forget(this);
        }
    }
}
