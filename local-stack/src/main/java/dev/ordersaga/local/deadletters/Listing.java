package dev.ordersaga.local.deadletters;

import java.time.Instant;
import java.util.Locale;

import dev.ordersaga.local.client.DeadLetter;
import dev.ordersaga.local.client.DeadLetters;
import dev.ordersaga.local.client.UnexpectedAnswerException;
import dev.ordersaga.local.console.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The list of letters: a picocli mixin. */
final class Listing {

    private enum Shown {
        PARKED, WAITING, DISCARDED, ALL
    }

    @Mixin
    private Offices offices;

    @Option(names = "--state", paramLabel = "STATE", defaultValue = "PARKED", description = "parked (could not be handled), waiting (behind one), discarded or all (default: parked)")
    private Shown state;

    @Option(names = "--key", paramLabel = "KEY", description = "only letters with that key, an order's id for example")
    private @Nullable String key;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "at most so many of each service (default: ${DEFAULT-VALUE})")
    private int limit;

    int print() {
        var console = Console.standard();
        var table = new LetterTable(Instant.now());
        long parked = 0;
        long waiting = 0;
        boolean more = false;
        DeadLetter first = null;
        String firstService = "";
        try {
            for (var office : offices.all().entrySet()) {
                var page = office.getValue().list(
                        state == Shown.ALL ? null : state.name().toLowerCase(Locale.ROOT), key, 0,
                        Math.clamp(limit, 1, 500));
                parked += page.open().stream().mapToLong(DeadLetters.Open::parked).sum();
                waiting += page.open().stream().mapToLong(DeadLetters.Open::waiting).sum();
                more |= page.next() != null;
                for (var letter : page.letters()) {
                    table.add(office.getKey(), letter);
                    if (first == null) {
                        first = letter;
                        firstService = office.getKey();
                    }
                }
            }
        } catch (UnexpectedAnswerException e) {
            throw Offices.said(e);
        }
        if (!table.isEmpty()) {
            table.print(console);
            console.line(more ? "… and more: --limit says how many of each service, --key of which key" : "");
        }
        console.line(parked + waiting == 0
                ? "no dead letters: everything that came could be handled"
                : "%,d %s could not be handled, %,d wait behind %s".formatted(parked,
                        parked == 1 ? "message" : "messages", waiting, parked == 1 ? "it" : "them"));
        if (first != null) {
            console.line(console.faint("more about one: ./saga dead-letters show "
                    + new LetterName(firstService, first.id())));
        }
        return 0;
    }
}
