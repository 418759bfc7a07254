package dev.ordersaga.local.stack;

import java.net.URI;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.local.Endpoints;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a stack is that runs already, whoever started it: a picocli mixin. */
public final class Attachment {

    /** A stack that runs already; its parts can be controlled where {@code saga up} of the same data folder runs it. */
    public record Target(Endpoints endpoints, Optional<Parts> parts) {}

    @Mixin
    private StackOptions options;

    @Option(names = "--orders-url", paramLabel = "URL", defaultValue = "${env:SAGA_ORDERS_URL}", description = "order-service elsewhere (SAGA_ORDERS_URL)")
    private @Nullable URI orders;

    @Option(names = "--payments-url", paramLabel = "URL", defaultValue = "${env:SAGA_PAYMENTS_URL}", description = "payment-service elsewhere (SAGA_PAYMENTS_URL)")
    private @Nullable URI payments;

    @Option(names = "--inventory-url", paramLabel = "URL", defaultValue = "${env:SAGA_INVENTORY_URL}", description = "inventory-service elsewhere (SAGA_INVENTORY_URL)")
    private @Nullable URI inventory;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", defaultValue = "${env:SAGA_BOOTSTRAP_SERVERS}", description = "Kafka elsewhere (SAGA_BOOTSTRAP_SERVERS)")
    private @Nullable String bootstrapServers;

    @Option(names = "--orders-jdbc", paramLabel = "URL", defaultValue = "${env:SAGA_ORDERS_JDBC}", description = "database of order-service elsewhere, without credentials (SAGA_ORDERS_JDBC)")
    private @Nullable String ordersJdbc;

    @Option(names = "--payments-jdbc", paramLabel = "URL", defaultValue = "${env:SAGA_PAYMENTS_JDBC}", description = "database of payment-service elsewhere (SAGA_PAYMENTS_JDBC)")
    private @Nullable String paymentsJdbc;

    @Option(names = "--inventory-jdbc", paramLabel = "URL", defaultValue = "${env:SAGA_INVENTORY_JDBC}", description = "database of inventory-service elsewhere (SAGA_INVENTORY_JDBC)")
    private @Nullable String inventoryJdbc;

    public StackOptions options() {
        return options;
    }

    /** The stack of the data folder, unless ports or addresses say that another one is meant. */
    public Target target() {
        var running = RunningStack.find(options.data());
        var byPorts = options.endpoints();
        var base = byPorts.equals(CommandLine.populateCommand(new StackOptions()).endpoints())
                ? running.map(RunningStack::endpoints).orElse(byPorts)
                : byPorts;
        var endpoints = overridden(base);
        var parts = running.filter(stack -> stack.endpoints().equals(endpoints)).map(RunningStack::parts);
        return new Target(endpoints, parts);
    }

    private Endpoints overridden(Endpoints base) {
        return new Endpoints(or(orders, base.orders()), or(payments, base.payments()), or(inventory, base.inventory()),
                base.relay(), or(bootstrapServers, base.bootstrapServers()), or(ordersJdbc, base.ordersJdbc()),
                or(paymentsJdbc, base.paymentsJdbc()), or(inventoryJdbc, base.inventoryJdbc()));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
