package dev.ordersaga.local.deadletters;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code saga dead-letters}: lists them, unless a subcommand says otherwise. */
@Command(name = "dead-letters", mixinStandardHelpOptions = true, subcommands = {ListCommand.class, ShowCommand.class,
        ReplayCommand.class,
        DiscardCommand.class}, synopsisSubcommandLabel = "[list | show | replay | discard]", description = {
                "Messages that a service could not handle, on a stack that runs.",
                "Later messages of the same key wait behind them, so that none overtakes another, until you have them "
                        + "replayed or discard them; other keys are not held up."}, footer = {"",
                                "First find out why ('show'). When that is mended, 'replay' handles the message and those "
                                        + "behind it, in order, each once.",
                                "When it never can be handled, 'discard' sets it aside, and those behind it are handled."})
public final class DeadLettersCommand implements Callable<Integer> {

    @Mixin
    private Listing listing;

    @Override
    public Integer call() {
        return listing.print();
    }
}
