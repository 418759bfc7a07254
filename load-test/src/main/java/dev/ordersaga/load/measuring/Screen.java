package dev.ordersaga.load.measuring;

import java.util.function.Function;
import java.util.function.Supplier;

import dev.ordersaga.load.driving.Load;
import dev.ordersaga.load.driving.Pulse;
import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.stack.ConsoleProgress;
import dev.ordersaga.local.stack.Progress;

/**
 * What a person sees while a run goes on: a line for each thing that is done, and below, on a terminal, what is seen just now;
 * elsewhere that comes every ten seconds.
 */
public final class Screen implements Load.Watch {

    private static final int SELDOM = 10;

    private final Console console;
    private final Progress progress;
    private String part = "";
    private int pulses;

    public Screen(Console console) {
        this.console = console;
        progress = new ConsoleProgress(console);
    }

    /** The start and the end of the stack, in the same place. */
    public Progress progress() {
        return progress;
    }

    void doing(String what, String detail, Runnable work) {
        doing(what, () -> {
            work.run();
            return detail;
        }, done -> done);
    }

    <T> T doing(String what, Supplier<T> work, Function<T, String> result) {
        var step = progress.begin(what);
        try {
            T done = work.get();
            step.done(result.apply(done));
            return done;
        } catch (RuntimeException e) {
            step.failed("failed");
            throw e;
        }
    }

    void part(String name) {
        part = name;
        pulses = 0;
    }

    void done(String what, String detail) {
        console.eraseInPlace();
        console.line("  %s %s: %s".formatted(console.mark(true), what, detail));
    }

    void tried(Rung rung) {
        console.eraseInPlace();
        console.line("  %s %,.0f/s%s".formatted(console.mark(rung.keepsUp()), rung.rate(), rung.keepsUp()
                ? ": settled p50 %,.0f ms, p99 %,.0f ms".formatted(rung.p50(), rung.p99())
                : ": " + rung.why()));
    }

    @Override
    public void pulse(Pulse pulse) {
        var text = "  %-12s %3.0f of %.0f s   placed %,.0f/s   settled %,.0f/s   open %,d   p99 POST %,.0f ms, settled %,.0f ms"
                .formatted(part, Math.min(pulse.seconds(), pulse.of()), pulse.of(), pulse.sent() / pulse.took(), pulse
                        .settled() / pulse.took(), pulse.open(), pulse.posts().getValueAtPercentile(99) / 1e3, pulse
                                .ends().getValueAtPercentile(99) / 1e3);
        if (console.isTerminal()) {
            console.inPlace(console.faint(text));
        } else if (++pulses % SELDOM == 0) {
            console.line(text);
        }
    }

    @Override
    public void ends() {
        console.eraseInPlace();
    }

    void written(long orders, long of) {
        console.inPlace(console.faint("  %-12s %,d of %,d orders".formatted("history", orders, of)));
    }

    void open(Long orders) {
        console.inPlace(console.faint("  %-12s %,d orders still open".formatted(part, orders)));
    }
}
