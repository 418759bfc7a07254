package dev.ordersaga.local.chaos;

import java.time.Duration;

import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.stack.ConsoleProgress;
import dev.ordersaga.local.stack.Progress;

/**
 * What a person sees while faults go on: a line for each that is over, and below, on a terminal, what is going on just now;
 * elsewhere that comes every half a minute. Safe for use by several threads.
 */
final class Screen implements Faults.Teller {

    private static final Duration SELDOM = Duration.ofSeconds(30);

    private final Console console;
    private long lastStatus = System.nanoTime();

    Screen(Console console) {
        this.console = console;
    }

    synchronized void line(String text) {
        console.eraseInPlace();
        console.line(text);
    }

    @Override
    public synchronized void begins(Fault fault, String detail, Duration at) {
        if (fault.lasts().compareTo(Duration.ZERO) > 0) {
            line(console.faint("  %s  %s%s, for %s s".formatted(clock(at), fault.title(), in(detail), seconds(
                    fault.lasts()))));
        }
    }

    @Override
    public synchronized void ends(Outcome outcome) {
        var recovery = outcome.recovery();
        String end = outcome.problem() != null
                ? outcome.problem()
                : "works again after %s s".formatted(seconds(recovery == null ? Duration.ZERO : recovery));
        line("  %s  %s %s%s: %s".formatted(clock(outcome.over()), console.mark(outcome.problem() == null),
                outcome.fault().title(), in(outcome.detail()), end));
    }

    /** Replaces the last one on a terminal. */
    synchronized void status(String text) {
        if (console.isTerminal()) {
            console.inPlace("  " + text);
        } else if (System.nanoTime() - lastStatus > SELDOM.toNanos()) {
            lastStatus = System.nanoTime();
            console.line("  " + text);
        }
    }

    /** Nothing is going on any more. */
    synchronized void clear() {
        console.eraseInPlace();
    }

    /** The start and the end of the stack, in the same place. */
    Progress progress() {
        return new ConsoleProgress(console);
    }

    static String clock(Duration time) {
        return "%02d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }

    private static String in(String detail) {
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }

    private static String seconds(Duration time) {
        return "%.1f".formatted(time.toMillis() / 1e3);
    }
}
