package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collection;
import java.util.List;
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
import dev.ordersaga.local.client.DeadLetters;
import dev.ordersaga.local.client.Orders;
import dev.ordersaga.local.client.Warehouse;
import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.demo.Stage;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.testing.InfrastructureKind;

/**
 * The whole system, with data of its own, as processes of this machine or as containers: what the tests do with it is the
 * same.
 */
final class RunningSystem implements AutoCloseable {

    /** In {@code target}, so that the logs are still there when a test has failed. */
    private static final String DATA = "system-tests/target";

    private static final int PAGE = 500;

    private final AtomicInteger names = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deployment deployment;

    private RunningSystem(Deployment deployment) {
        this.deployment = deployment;
    }

    /** @param name that no other one of the same checkout has at the same time */
    static RunningSystem start(String name) {
        var data = Checkout.current().root().resolve(DATA).resolve(name);
        return new RunningSystem(switch (InfrastructureKind.current()) {
            case EMBEDDED -> ProcessDeployment.in(data);
            case CONTAINERS -> ComposeDeployment.in(data);
        });
    }

    Endpoints endpoints() {
        return deployment.endpoints();
    }

    Parts parts() {
        return deployment.parts();
    }

    /** One more instance of a program, not started yet. */
    AnotherInstance another(String program) {
        return deployment.another(program);
    }

    /** For tests of containers alone. */
    ComposeDeployment containers() {
        return (ComposeDeployment) deployment;
    }

    /** All at once, since starts take their time. @return completes when all are ready */
    CompletableFuture<Void> start(Collection<String> programs) {
        return CompletableFuture.allOf(programs.stream()
                .map(program -> CompletableFuture.runAsync(() -> parts().start(program), threads))
                .toArray(CompletableFuture[]::new));
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

    /** Of order-service, payment-service and inventory-service. */
    private List<DeadLetters> deadLetters() {
        return List.of(new DeadLetters(() -> endpoints().orders()), new DeadLetters(() -> endpoints().payments()),
                new DeadLetters(() -> endpoints().inventory()));
    }

    /** Returns when nothing waits for a decision any more, at no service. */
    void discardDeadLetters(String reason) {
        for (var letters : deadLetters()) {
            await().until(() -> {
                letters.list("parked", null, 0, PAGE).letters().forEach(letter -> letters.discard(letter.id(), reason));
                return letters.list(null, null, 0, 1).open().isEmpty();
            });
        }
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
        var usual = Audit.Settings.DEFAULT;
        var settings = new Audit.Settings(deployment.auditor(), usual.patience(), usual.grace(), true);
        assertThat(Audit.of(endpoints(), settings))
                .as("audit")
                .allSatisfy(finding -> assertThat(finding).matches(Finding::holds, "holds"));
    }

    void requireAlive() {
        deployment.requireAlive();
    }

    @Override
    public void close() {
        deployment.close();
        threads.close();
    }
}
