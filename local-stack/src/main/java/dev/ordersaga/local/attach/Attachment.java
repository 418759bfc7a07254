package dev.ordersaga.local.attach;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.compose.ComposeStacks;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.RunningStack;
import dev.ordersaga.local.stack.StackException;
import dev.ordersaga.local.stack.StackOptions;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A stack that runs already, whoever started it: a picocli mixin. What the options name comes first, then what
 * {@code saga up} runs in the data folder, then a compose project, then whatever is at the usual ports.
 */
public final class Attachment {

    private static final List<String> BOOKS = List.of(Parts.POSTGRES, Parts.KAFKA);
    private static final List<String> ALL = Stream.concat(BOOKS.stream(), Parts.PROGRAMS.stream()).toList();

    private static final List<String> SERVICES = Stream.concat(BOOKS.stream(),
            Parts.PROGRAMS.stream().filter(program -> program.endsWith("-service"))).toList();

    private final ComposeStacks composeStacks;

    @Mixin
    private StackOptions options;

    @Option(names = "--project", paramLabel = "NAME", defaultValue = "${env:SAGA_PROJECT}", description = "the docker compose project, where several run (SAGA_PROJECT)")
    private @Nullable String project;

    @Option(names = "--orders-url", paramLabel = "URL", split = ",", defaultValue = "${env:SAGA_ORDERS_URL}", description = "order-service elsewhere (SAGA_ORDERS_URL); here and below, several instances are separated by commas")
    private @Nullable List<URI> orders;

    @Option(names = "--payments-url", paramLabel = "URL", split = ",", defaultValue = "${env:SAGA_PAYMENTS_URL}", description = "payment-service elsewhere (SAGA_PAYMENTS_URL)")
    private @Nullable List<URI> payments;

    @Option(names = "--inventory-url", paramLabel = "URL", split = ",", defaultValue = "${env:SAGA_INVENTORY_URL}", description = "inventory-service elsewhere (SAGA_INVENTORY_URL)")
    private @Nullable List<URI> inventory;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", defaultValue = "${env:SAGA_BOOTSTRAP_SERVERS}", description = "Kafka elsewhere (SAGA_BOOTSTRAP_SERVERS)")
    private @Nullable String bootstrapServers;

    @Option(names = "--orders-jdbc", paramLabel = "URL", defaultValue = "${env:SAGA_ORDERS_JDBC}", description = "database of order-service elsewhere, without credentials (SAGA_ORDERS_JDBC)")
    private @Nullable String ordersJdbc;

    @Option(names = "--payments-jdbc", paramLabel = "URL", defaultValue = "${env:SAGA_PAYMENTS_JDBC}", description = "database of payment-service elsewhere (SAGA_PAYMENTS_JDBC)")
    private @Nullable String paymentsJdbc;

    @Option(names = "--inventory-jdbc", paramLabel = "URL", defaultValue = "${env:SAGA_INVENTORY_JDBC}", description = "database of inventory-service elsewhere (SAGA_INVENTORY_JDBC)")
    private @Nullable String inventoryJdbc;

    public Attachment() {
        this(new ComposeStacks());
    }

    Attachment(ComposeStacks composeStacks) {
        this.composeStacks = composeStacks;
    }

    public StackOptions options() {
        return options;
    }

    /**
     * For everything.
     *
     * @throws StackException when it is not clear which stack is meant, or parts of a compose project are not healthy
     */
    public Target target() {
        return target(ALL);
    }

    /** For reading what is stored and what was sent: the programs need not run. */
    public Target books() {
        return target(BOOKS);
    }

    /** For asking the three services: the relay need not run. */
    public Target services() {
        return target(SERVICES);
    }

    private Target target(List<String> needed) {
        if (project != null) {
            return overridden(Target.of(composeStacks.named(project).requireHealthy(needed)));
        }
        if (portsAreGiven()) {
            return overridden(atGivenPorts());
        }
        return local().or(() -> compose(needed)).map(this::overridden).orElseGet(this::usual);
    }

    private Optional<Target> local() {
        return RunningStack.find(options.data()).map(stack -> Target.of(stack, options.data().toString()));
    }

    private Target atGivenPorts() {
        var endpoints = options.endpoints();
        return local().filter(target -> target.endpoints().get().equals(endpoints))
                .orElseGet(() -> Target.at("the stack at the given ports", endpoints));
    }

    /** Not even looked for where addresses say that another stack is meant. */
    private Optional<Target> compose(List<String> needed) {
        return addressesAreGiven()
                ? Optional.empty()
                : composeStacks.nearest(Checkout.current().root()).map(stack -> stack.requireHealthy(needed))
                        .map(Target::of);
    }

    private Target usual() {
        return overridden(Target.at("whatever is at the usual ports", options.endpoints()));
    }

    private boolean portsAreGiven() {
        return !options.endpoints().equals(CommandLine.populateCommand(new StackOptions()).endpoints());
    }

    private boolean addressesAreGiven() {
        return Stream.of(orders, payments, inventory, bootstrapServers, ordersJdbc, paymentsJdbc, inventoryJdbc)
                .anyMatch(given -> given != null);
    }

    /** Where an address is given, parts of another stack than this one would be killed. */
    private Target overridden(Target target) {
        if (!addressesAreGiven()) {
            return target;
        }
        var endpoints = overridden(target.endpoints().get());
        return endpoints.equals(target.endpoints().get())
                ? target
                : new Target("the stack at the given addresses", () -> endpoints, Optional.empty(),
                        target.auditorPassword());
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
