package dev.ordersaga.local.demo;

import static dev.ordersaga.local.client.Money.euros;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.Order;

/**
 * Many orders at once over too little stock. Every order is one piece of one of a few articles, and every customer has
 * exactly the money for all of theirs; so it is certain beforehand how many are confirmed, though not which.
 */
final class Burst {

    private static final int ARTICLES = 5;
    private static final Money PRICE = euros("4.20");
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration BOUND = Duration.ofMinutes(3);

    private final int orders;
    private final int customers;

    Burst(int orders, int customers) {
        if (orders < 1 || customers < 1) {
            throw new IllegalArgumentException("a burst has at least one order of one customer");
        }
        this.orders = orders;
        this.customers = Math.min(customers, orders);
    }

    Scenario scenario() {
        long confirmed = IntStream.range(0, ARTICLES).mapToLong(article -> Math.min(demand(article), stock(article)))
                .sum();
        return new Scenario("burst", "%,d orders of %,d customers over too little stock".formatted(orders, customers),
                BurstResult.counts(confirmed, orders - confirmed), false, this::play);
    }

    private String play(Stage stage) {
        var skus = IntStream.range(0, ARTICLES).mapToObj(article -> deliver(stage, article)).toList();
        var names = IntStream.range(0, customers).mapToObj(customer -> deposit(stage, customer)).toList();
        stage.tell(
                "%,d customers have the money for all they order; of each article there is three fifths of what they want"
                        .formatted(customers));
        List<Order> settled;
        try (var customersAtOnce = Executors.newVirtualThreadPerTaskExecutor()) {
            var placed = IntStream.range(0, customers)
                    .mapToObj(customer -> customersAtOnce.submit(() -> place(stage, names.get(customer), customer,
                            skus)))
                    .toList();
            watch(stage, names, placed);
            settled = placed.stream().flatMap(ids -> result(ids).stream()).map(id -> insist(() -> stage.orders().get(
                    id))).toList();
        }
        var result = new BurstResult(settled);
        names.forEach(name -> stage.require("balance of " + name, PRICE.times(result.cancelledOf(name)),
                stage.accounts().of(name).balance()));
        skus.forEach(sku -> stage.require("reserved of " + sku, result.confirmedOf(sku),
                stage.warehouse().of(sku).reserved()));
        stage.tell(
                "every customer has paid for the confirmed orders and for no other, every article is reserved as often");
        result.figures().forEach(stage::tell);
        return result.outcome();
    }

    private String deliver(Stage stage, int article) {
        String sku = stage.named("burst-article-" + article);
        stage.orders().offer(sku, "Burst article " + article, PRICE);
        stage.warehouse().deliver(sku, stock(article));
        return sku;
    }

    private String deposit(Stage stage, int customer) {
        String name = stage.named("burst-customer-" + customer);
        stage.accounts().deposit(name, PRICE.times((int) ordersOf(customer).count()));
        return name;
    }

    /** One order after the other, as a person would; the key lets one that is told to come again place it once. */
    private List<UUID> place(Stage stage, String name, int customer, List<String> skus) {
        return ordersOf(customer)
                .mapToObj(order -> insist(() -> stage.orders().place(name,
                        List.of(new Order.Line(skus.get(article(order)), 1)), name + "-" + order)).id())
                .toList();
    }

    private static <T> T insist(Supplier<T> request) {
        return Waiting.insist(request, PAUSE, BOUND);
    }

    /** By the lists of the customers who have not got all their answers yet. */
    private void watch(Stage stage, List<String> names, List<Future<List<UUID>>> placed) {
        var bar = new ProgressBar(stage.console(), "settled", orders);
        long[] settled = new long[customers];
        Waiting.until(() -> {
            placed.stream().filter(ids -> ids.state() == Future.State.FAILED).forEach(Burst::result);
            for (int customer = 0; customer < customers; customer++) {
                if (settled[customer] < ordersOf(customer).count()) {
                    var name = names.get(customer);
                    settled[customer] = insist(() -> stage.orders().of(name)).stream().filter(Order::isSettled).count();
                }
            }
            long sum = LongStream.of(settled).sum();
            bar.show(sum);
            return sum;
        }, sum -> sum == orders, PAUSE, BOUND, sum -> "only %,d of %,d orders settled".formatted(sum, orders));
        bar.done();
    }

    private static List<UUID> result(Future<List<UUID>> ids) {
        try {
            return ids.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnmetExpectationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        }
    }

    private IntStream ordersOf(int customer) {
        return IntStream.iterate(customer, order -> order < orders, order -> order + customers);
    }

    /** So that each customer wants each article. */
    private int article(int order) {
        return (order + order / customers) % ARTICLES;
    }

    private int demand(int article) {
        return (int) IntStream.range(0, orders).filter(order -> article(order) == article).count();
    }

    private int stock(int article) {
        return Math.max(1, demand(article) * 3 / 5);
    }
}
