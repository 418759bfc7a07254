package dev.ordersaga.local.stack;

import java.util.concurrent.Callable;

import dev.ordersaga.local.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code saga up}. */
@Command(name = "up", mixinStandardHelpOptions = true, sortOptions = false, description = "Starts PostgreSQL, Kafka, the three services and the relay, each a process of its own, and stays "
        + "until Ctrl-C. Data survive in the data folder. When a part ends by itself, the rest is stopped.")
public final class UpCommand implements Callable<Integer> {

    @Mixin
    private StackOptions options;

    @Mixin
    private TuningOptions tuning;

    @Option(names = "--steady", description = "for hours of load: the JVMs compile all they can (it takes some minutes), instead of starting quickly")
    private boolean steady;

    @Override
    public Integer call() {
        try (var stack = Stack.start(options.tuned(tuning.tuning(steady)), new ConsoleProgress(Console.standard()))) {
            System.out.println(summary(stack));
            var failure = stack.failure().join();
            System.out.flush();
            System.err.println("\n" + failure);
            return 1;
        }
    }

    private static String summary(Stack stack) {
        var at = stack.endpoints();
        return """

                  orders      %1$s   its API: %1$s/v3/api-docs
                  payments    %2$s
                  inventory   %3$s
                  relay       %4$s
                  databases   %5$s?user=order_service&password=order_service
                              %6$s?user=payment_service&password=payment_service
                              %7$s?user=inventory_service&password=inventory_service
                  Kafka       %8$s
                  logs        %9$s

                A first order:
                  curl -i %1$s/products/espresso-beans-1kg -X PUT -H 'Content-Type: application/json' \\
                       -d '{"name":"Espresso beans 1 kg","price":{"amount":"18.90","currency":"EUR"}}'
                  curl -i %2$s/accounts/alice/deposits -H 'Content-Type: application/json' \\
                       -d '{"amount":{"amount":"100.00","currency":"EUR"}}'
                  curl -i %3$s/stock/espresso-beans-1kg/deliveries -H 'Content-Type: application/json' \\
                       -d '{"quantity":50}'
                  curl -i %1$s/orders -H 'Content-Type: application/json' \\
                       -d '{"customerId":"alice","lines":[{"sku":"espresso-beans-1kg","quantity":2}]}'
                and its journey:
                  curl "%1$s/orders?customerId=alice"

                Ctrl-C stops everything.
                """.formatted(at.orders().getFirst(), at.payments().getFirst(), at.inventory().getFirst(),
                at.relay().getFirst(), at.ordersJdbc(), at.paymentsJdbc(), at.inventoryJdbc(), at.bootstrapServers(),
                stack.logs()).stripTrailing();
    }
}
