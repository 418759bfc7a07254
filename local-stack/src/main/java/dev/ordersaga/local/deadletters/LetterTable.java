package dev.ordersaga.local.deadletters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.ordersaga.local.client.DeadLetter;
import dev.ordersaga.local.console.Console;

/** A line a letter. */
final class LetterTable {

    private static final int KEY_WIDTH = 36;
    private static final int WHY_WIDTH = 100;
    private static final String CAUSED_BY = "; caused by ";
    private static final List<String> HEAD = List.of("letter", "state", "age", "topic", "key", "type", "behind", "why");

    private final List<List<String>> rows = new ArrayList<>();
    private final Instant now;

    LetterTable(Instant now) {
        this.now = now;
    }

    void add(String service, DeadLetter letter) {
        String state = letter.state().toLowerCase(Locale.ROOT);
        rows.add(List.of(new LetterName(service, letter.id()).toString(), letter.underWay() ? "under way" : state,
                Texts.age(letter.since(), now), letter.topic(), Texts.visible(Texts.of(letter.key()), KEY_WIDTH),
                Texts.visible(letter.type(), KEY_WIDTH), letter.waiting() == 0 ? "" : "%,d".formatted(letter.waiting()),
                why(letter)));
    }

    private static String why(DeadLetter letter) {
        if (letter.reason() != null) {
            return Texts.visible("discarded: " + letter.reason(), WHY_WIDTH);
        }
        return letter.cause() == null
                ? "waits for the one before it"
                : Texts.visible(innermost(letter.cause()).replaceAll("\\s+", " "), WHY_WIDTH);
    }

    /** It says most; 'show' says all. */
    private static String innermost(String cause) {
        return cause.substring(cause.lastIndexOf(CAUSED_BY) < 0
                ? 0
                : cause.lastIndexOf(CAUSED_BY) + CAUSED_BY.length());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(Console console) {
        var widths = new int[HEAD.size()];
        measure(widths, HEAD);
        rows.forEach(row -> measure(widths, row));
        console.line(console.bold(line(widths, HEAD)));
        rows.forEach(row -> console.line(line(widths, row)));
    }

    private static void measure(int[] widths, List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
    }

    private static String line(int[] widths, List<String> row) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
        }
        return line.toString().stripTrailing();
    }
}
