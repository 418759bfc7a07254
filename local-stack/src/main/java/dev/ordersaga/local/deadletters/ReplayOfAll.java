package dev.ordersaga.local.deadletters;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

import dev.ordersaga.local.client.DeadLetters;
import dev.ordersaga.local.client.DeadLetters.Open;
import dev.ordersaga.local.console.Console;

/** Lets all keys of all services go on, and looks on until there is nothing under way any more. */
final class ReplayOfAll {

    private static final Duration GLANCE = Duration.ofMillis(250);
    private static final Duration STANDSTILL = Duration.ofMinutes(1);
    private static final int SHOWN = 50;

    private final Map<String, DeadLetters> offices;
    private final Console console;

    ReplayOfAll(Map<String, DeadLetters> offices, Console console) {
        this.offices = offices;
        this.console = console;
    }

    /** @return whether nothing is left */
    boolean play() {
        long before = sum(open -> open.parked() + open.waiting());
        if (before == 0) {
            console.line("no dead letters: nothing to replay");
            return true;
        }
        offices.values().forEach(DeadLetters::replayAll);
        long left = before;
        long giveUp = System.nanoTime() + STANDSTILL.toNanos();
        while (sum(Open::underWay) > 0 && System.nanoTime() - giveUp < 0) {
            long now = sum(open -> open.parked() + open.waiting());
            if (now < left) {
                giveUp = System.nanoTime() + STANDSTILL.toNanos();
            }
            left = now;
            console.inPlace("  replaying: %,d of %,d left".formatted(left, before));
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        console.eraseInPlace();
        return told(before);
    }

    private boolean told(long before) {
        long left = sum(open -> open.parked() + open.waiting());
        long underWay = sum(Open::underWay);
        console.line("%s %,d of %,d handled".formatted(console.mark(left == 0), Math.max(0, before - left), before));
        if (underWay > 0) {
            console.line("  %,d are under way, and nothing has moved for a minute: is the service's database there?"
                    .formatted(underWay));
        } else if (left > 0) {
            console.line("  %,d still cannot be handled, or wait behind one:".formatted(left));
            var table = new LetterTable(Instant.now());
            offices.forEach((service, office) -> office.list("parked", null, 0, SHOWN).letters()
                    .forEach(letter -> table.add(service, letter)));
            table.print(console);
        }
        return left == 0;
    }

    private long sum(ToLongFunction<Open> figure) {
        return offices.values().stream().map(office -> office.list(null, null, 0, 1).open())
                .flatMap(Collection::stream).mapToLong(figure).sum();
    }
}
