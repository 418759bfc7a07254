package dev.ordersaga.local.deadletters;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code saga dead-letters list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists what could not be handled, of all services.")
final class ListCommand implements Callable<Integer> {

    @Mixin
    private Listing listing;

    @Override
    public Integer call() {
        return listing.print();
    }
}
