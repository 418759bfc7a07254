package dev.ordersaga.local.deadletters;

import java.util.List;
import java.util.concurrent.Callable;

import dev.ordersaga.local.client.UnexpectedAnswerException;
import dev.ordersaga.local.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code saga dead-letters discard}. */
@Command(name = "discard", mixinStandardHelpOptions = true, description = {
        "Sets letters aside for ever; what waits behind them is handled.",
        "They can be looked at for two weeks ('saga dead-letters --state discarded')."})
final class DiscardCommand implements Callable<Integer> {

    @Mixin
    private Offices offices;

    @Parameters(paramLabel = "LETTER", arity = "1..*", converter = LetterName.Converter.class, description = "such as payment/17")
    private List<LetterName> names;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why: it is kept with the letter")
    private String reason;

    @Override
    public Integer call() {
        var console = Console.standard();
        int failed = 0;
        for (var name : names) {
            try {
                offices.of(name).discard(name.id(), reason);
                console.line("%s %s discarded; what waited behind it is handled".formatted(console.mark(true), name));
            } catch (UnexpectedAnswerException e) {
                failed++;
                console.line("%s %s %s".formatted(console.mark(false), name, Offices.said(e).getMessage()));
            }
        }
        return failed == 0 ? 0 : 1;
    }
}
