package dev.ordersaga.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.ordersaga.local.client.UnexpectedAnswerException;
import dev.ordersaga.testing.Patience;

/**
 * They order one thing after another at a shop, and repeat what was not accepted, with the same key, until it is. No
 * answer at all and 503 are what they put up with; anything else is a failure.
 */
final class Shoppers implements AutoCloseable {

    private static final int COUNT = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Shop shop;
    private final Set<UUID> accepted = ConcurrentHashMap.newKeySet();
    private final Set<Integer> refusals = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(COUNT);
    private final List<? extends Future<?>> shoppers;

    private Shoppers(Shop shop) {
        this.shop = shop;
        this.shoppers = Stream.generate(() -> threads.scheduleWithFixedDelay(this::order, 0, PAUSE.toMillis(),
                TimeUnit.MILLISECONDS)).limit(COUNT).toList();
    }

    static Shoppers at(Shop shop) {
        return new Shoppers(shop);
    }

    /** Until that many more orders have been accepted. */
    void awaitAccepted(int more) {
        int wanted = accepted.size() + more;
        await().until(() -> {
            requireContent();
            return accepted.size() >= wanted;
        });
    }

    /** The statuses of what was not accepted at once; 0 is no answer. */
    Set<Integer> refusals() {
        return Set.copyOf(refusals);
    }

    /** They stop when what they have begun is accepted. @return all accepted orders, one for each key */
    Collection<UUID> stop() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("some requests are never accepted, but answered " + refusals);
        }
        requireContent();
        return new HashSet<>(accepted);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void order() {
        var key = UUID.randomUUID().toString();
        accepted.add(await().pollDelay(Duration.ZERO).pollInterval(PAUSE)
                .until(() -> attempt(key), Optional::isPresent).orElseThrow());
    }

    private Optional<UUID> attempt(String key) {
        try {
            return Optional.of(shop.order(key));
        } catch (UnexpectedAnswerException e) {
            refusals.add(e.status());
            if (e.status() == 0 || e.status() == 503) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void requireContent() {
        shoppers.stream().filter(shopper -> shopper.state() == Future.State.FAILED).findFirst().ifPresent(shopper -> {
            throw new IllegalStateException("a shopper has given up", shopper.exceptionNow());
        });
    }
}
