package dev.ordersaga.local.deadletters;

import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.ordersaga.local.client.DeadLetter;
import dev.ordersaga.local.client.UnexpectedAnswerException;
import dev.ordersaga.local.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code saga dead-letters show}. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one letter: why it could not be handled, its headers and its payload.")
final class ShowCommand implements Callable<Integer> {

    private static final int MAX_HEADERS = 50;
    private static final int MAX_LINES = 200;

    @Mixin
    private Offices offices;

    @Parameters(paramLabel = "LETTER", converter = LetterName.Converter.class, description = "such as payment/17")
    private LetterName name;

    private final Console console = Console.standard();

    @Override
    public Integer call() {
        try {
            var whole = offices.of(name).get(name.id());
            print(whole.letter());
            line("sent", whole.time().toString());
            console.line(console.bold("headers"));
            whole.headers().stream().limit(MAX_HEADERS).forEach(header -> console.line("  %-24s %s".formatted(
                    Texts.of(header.name()), Texts.visible(Texts.of(header.value()), 200))));
            rest(whole.headers().size(), MAX_HEADERS, "headers");
            console.line(console.bold("payload"));
            var lines = Texts.lines(whole.payload());
            lines.stream().limit(MAX_LINES).forEach(text -> console.line("  " + text));
            rest(lines.size(), MAX_LINES, "lines");
        } catch (UnexpectedAnswerException e) {
            throw Offices.said(e);
        }
        return 0;
    }

    private void rest(int all, int shown, String what) {
        if (all > shown) {
            console.line("  … and %,d more %s".formatted(all - shown, what));
        }
    }

    private void print(DeadLetter letter) {
        console.line(console.bold("letter " + name));
        String state = letter.state().toLowerCase(Locale.ROOT);
        line("state", letter.underWay() ? state + ", to be replayed" : state);
        line("since", letter.since() + ", " + Texts.age(letter.since(), Instant.now()) + " ago");
        if (letter.cause() != null) {
            line("why", Texts.visible(letter.cause()));
            line("replayed", letter.attempts() == 0 ? "never" : letter.attempts() + " times in vain");
        }
        if (letter.reason() != null) {
            line("discarded", letter.discardedAt() + ": " + Texts.visible(letter.reason()));
        }
        line("behind it", letter.state().equals("PARKED") ? letter.waiting() + " of its key wait" : "–");
        line("place", letter.topic() + "-" + letter.partition() + "@" + letter.offset());
        line("for", letter.subscription());
        line("key", Texts.of(letter.key()));
        line("type", Texts.visible(letter.type()));
    }

    private void line(String what, String text) {
        console.line("  %-10s %s".formatted(what, text));
    }
}
