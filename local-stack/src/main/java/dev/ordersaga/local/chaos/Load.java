package dev.ordersaga.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.Order;
import dev.ordersaga.local.client.UnexpectedAnswerException;

/**
 * So many orders a second, whatever becomes of those before, up to a bound: some of customers who cannot pay, some of articles that are
 * scarce, some cancelled at once or later; beside them deposits and deliveries.
 */
final class Load implements AutoCloseable {

    private static final Money PRICE = Money.euros("4.20");
    private static final Money FORTUNE = Money.euros("1000000.00");
    private static final Money ALMS = Money.euros("8.40");
    private static final int PLENTY = 1_000_000;
    private static final int CUSTOMERS = 100;
    private static final int POOR = 10;
    private static final int ARTICLES = 10;
    private static final int SCARCE = 5;
    private static final int PATIENCE_MILLIS = 10_000;
    /**
     * Those that wait for an answer; then no more come. Thousands that come again and again keep a service that has just
     * started from becoming ready, for longer than this is about.
     */
    private static final int MOST = 300;

    private final Clients clients;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("load").factory());

    Load(Clients clients) {
        this.clients = clients;
    }

    /** Before anything is broken: accounts, prices and stock. */
    void prepare() {
        IntStream.range(0, ARTICLES).mapToObj(Load::article).forEach(sku -> {
            clients.offer(sku, PRICE);
            clients.deliver(sku, PLENTY);
        });
        IntStream.range(0, SCARCE).mapToObj(Load::scarce).forEach(sku -> clients.offer(sku, PRICE));
        IntStream.range(0, CUSTOMERS).mapToObj(Load::customer).forEach(name -> clients.deposit(name, FORTUNE));
    }

    void start(double ordersPerSecond) {
        every(Duration.ofNanos(Math.round(1e9 / ordersPerSecond)), this::order);
        every(Duration.ofSeconds(1), () -> clients.deposit("poor-" + random(POOR), ALMS));
        every(Duration.ofSeconds(1), () -> clients.deliver(scarce(random(SCARCE)), 1 + random(3)));
    }

    /** No more begin; those that have begun go on. */
    void stop() {
        clock.shutdownNow();
    }

    int waiting() {
        return waiting.get();
    }

    private void every(Duration period, Runnable action) {
        var _ = clock.scheduleAtFixedRate(() -> {
            if (waiting.get() < MOST) {
                waiting.incrementAndGet();
                people.execute(() -> act(action));
            }
        }, 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void act(Runnable action) {
        try {
            action.run();
        } catch (UnexpectedAnswerException | CancellationException _) {
            // the ledger knows
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void order() {
        var id = clients.place(somebody(), something());
        int fate = random(100);
        if (fate < 10) {
            if (fate >= 5) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random(PATIENCE_MILLIS)));
            }
            clients.cancel(id);
        }
    }

    private static String somebody() {
        int kind = random(100);
        return kind < 2 ? "stranger" : kind < 10 ? "poor-" + random(POOR) : customer(random(CUSTOMERS));
    }

    /** Of several articles at times, in any order, so that orders get in each other's way. */
    private static List<Order.Line> something() {
        if (random(100) < 15) {
            return List.of(new Order.Line(scarce(random(SCARCE)), 1 + random(2)));
        }
        int first = random(ARTICLES);
        int lines = 1 + random(3);
        return IntStream.range(0, lines)
                .mapToObj(line -> new Order.Line(article((first + line * 3) % ARTICLES), 1 + random(2))).toList();
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    private static String customer(int number) {
        return "customer-" + number;
    }

    private static String article(int number) {
        return "article-" + number;
    }

    private static String scarce(int number) {
        return "scarce-" + number;
    }

    /** Everybody who still waits must have been told to give up. */
    @Override
    public void close() {
        clock.shutdownNow();
        people.close();
    }
}
