package dev.ordersaga.local.stack;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code saga up}. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Starts everything and stays until Ctrl-C.")
public final class UpCommand implements Callable<Integer> {

    @Mixin
    private StackOptions options;

    @Override
    public Integer call() {
        try (var stack = Stack.start(options, Progress.silent())) {
            stack.failure().join();
            return 1;
        }
    }
}
