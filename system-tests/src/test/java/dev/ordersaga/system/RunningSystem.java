package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.audit.Audit;
import dev.ordersaga.local.audit.Finding;
import dev.ordersaga.local.client.Accounts;
import dev.ordersaga.local.client.Orders;
import dev.ordersaga.local.client.Warehouse;
import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.demo.Stage;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.Progress;
import dev.ordersaga.local.stack.Stack;
import dev.ordersaga.local.stack.StackOptions;

/** PostgreSQL, Kafka and the four programs, each a process of its own, on free ports and with data of their own. */
final class RunningSystem implements AutoCloseable {

    /** In {@code target}, so that the logs are still there when a test has failed. */
    private static final String DATA = "system-tests/target/stack";

    private final AtomicInteger names = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Stack stack;

    private RunningSystem(Stack stack) {
        this.stack = stack;
    }

    static RunningSystem start() {
        var data = Checkout.current().root().resolve(DATA);
        return new RunningSystem(Stack.start(StackOptions.anyPorts(data), Progress.silent()));
    }

    Endpoints endpoints() {
        return stack.endpoints();
    }

    Parts parts() {
        return stack.parts();
    }

    /** All at once, since starts take their time. @return completes when all are ready */
    CompletableFuture<Void> start(Collection<String> programs) {
        return CompletableFuture.allOf(programs.stream()
                .map(program -> CompletableFuture.runAsync(() -> parts().start(program), threads))
                .toArray(CompletableFuture[]::new));
    }

    /** The log file of a process beside the stack's own. */
    Path log(String name) {
        return stack.logs().resolve(name + ".log");
    }

    Orders orders() {
        return new Orders(() -> endpoints().orders());
    }

    Accounts accounts() {
        return new Accounts(() -> endpoints().payments());
    }

    Warehouse warehouse() {
        return new Warehouse(() -> endpoints().inventory());
    }

    /** A name that nobody and nothing else has. */
    String named(String name) {
        return name + "-" + names.incrementAndGet();
    }

    Stage stage(Console console) {
        return new Stage(this::endpoints, Optional.of(parts()), console, named("test"));
    }

    /** Every order has settled, and every invariant that can be seen from outside holds. */
    void requireBooksInOrder() {
        assertThat(Audit.of(endpoints(), Audit.Settings.DEFAULT.demandingSettled()))
                .as("audit")
                .allSatisfy(finding -> assertThat(finding).matches(Finding::holds, "holds"));
    }

    void requireAlive() {
        assertThat(stack.failure()).as(() -> "a part that ended by itself: " + stack.failure().getNow("none"))
                .isNotDone();
    }

    @Override
    public void close() {
        stack.close();
        threads.close();
    }
}
