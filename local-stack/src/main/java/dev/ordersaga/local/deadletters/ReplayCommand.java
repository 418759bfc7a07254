package dev.ordersaga.local.deadletters;

import java.util.List;
import java.util.concurrent.Callable;

import dev.ordersaga.local.client.UnexpectedAnswerException;
import dev.ordersaga.local.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code saga dead-letters replay}. */
@Command(name = "replay", mixinStandardHelpOptions = true, description = {
        "Has letters handled once more, and then what waits behind them, in order.",
        "Ends with 1 when one still cannot be handled."})
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private Offices offices;

    @Parameters(paramLabel = "LETTER", arity = "0..*", converter = LetterName.Converter.class, description = "such as payment/17")
    private List<LetterName> names = List.of();

    @Option(names = "--all", description = "all that could not be handled, at all services")
    private boolean all;

    @Spec
    private CommandSpec spec;

    private final Console console = Console.standard();

    @Override
    public Integer call() {
        if (all == !names.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Which ones? Either letters such as payment/17, or --all");
        }
        if (all) {
            try {
                return new ReplayOfAll(offices.all(), console).play() ? 0 : 1;
            } catch (UnexpectedAnswerException e) {
                throw Offices.said(e);
            }
        }
        return names.stream().filter(name -> !replayed(name)).count() == 0 ? 0 : 1;
    }

    private boolean replayed(LetterName name) {
        try {
            var outcome = offices.of(name).replay(name.id());
            boolean good = !outcome.outcome().equals("PARKED");
            console.line("%s %s %s".formatted(console.mark(good), name, switch (outcome.outcome()) {
                case "HANDLED" -> "handled; what waited behind it follows";
                case "PARKED" -> "still cannot be handled: " + Texts.visible(outcome.cause());
                case "DISCARDED" -> "was discarded meanwhile";
                default -> "takes longer: 'saga dead-letters show " + name + "' tells how it stands";
            }));
            return good;
        } catch (UnexpectedAnswerException e) {
            console.line("%s %s %s".formatted(console.mark(false), name, Offices.said(e).getMessage()));
            return false;
        }
    }
}
