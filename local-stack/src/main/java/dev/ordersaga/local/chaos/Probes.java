package dev.ordersaga.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.Order;

/** Orders that nothing stands in the way of, to see whether all works. */
final class Probes {

    private static final Money FORTUNE = Money.euros("1000000.00");
    private static final Money PRICE = Money.euros("1.00");
    private static final String SKU = "probe";
    private static final int PLENTY = 1_000_000;
    /** As many as a topic has partitions: their keys go to most of them. */
    private static final int AT_ONCE = 6;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    /** Of the time that has passed: who looks as often after a minute as at first keeps the service from its work. */
    private static final int PAUSES = 20;

    private final Clients clients;
    private final Duration bound;

    Probes(Clients clients, Duration bound) {
        this.clients = clients;
        this.bound = bound;
    }

    void prepare() {
        clients.offer(SKU, PRICE);
        clients.deliver(SKU, PLENTY);
        IntStream.range(0, AT_ONCE).forEach(customer -> clients.deposit("probe-" + customer, FORTUNE));
    }

    /** From now until some orders that are placed now have settled; empty when they do not within the bound. */
    Optional<Duration> untilOrdersSettle() {
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var settled = IntStream.range(0, AT_ONCE)
                    .mapToObj(customer -> CompletableFuture.supplyAsync(() -> settles("probe-" + customer, begun),
                            threads))
                    .toList();
            return settled.stream().allMatch(CompletableFuture::join)
                    ? Optional.of(Duration.ofNanos(System.nanoTime() - begun))
                    : Optional.empty();
        }
    }

    private boolean settles(String customer, long begun) {
        UUID id = clients.place(customer, List.of(new Order.Line(SKU, 1)));
        while (!clients.look(id).isSettled()) {
            long waited = System.nanoTime() - begun;
            if (waited > bound.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(Math.max(SHORTEST_PAUSE.toNanos(), waited / PAUSES));
        }
        return true;
    }
}
