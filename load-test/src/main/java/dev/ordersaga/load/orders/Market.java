package dev.ordersaga.load.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.client.Accounts;
import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.Orders;
import dev.ordersaga.local.client.Warehouse;

/**
 * 1,000 customers, of whom 50 have a cent each and the others more than they can spend; 200 articles, of ten of which there
 * is one piece, of the others enough for tens of millions of orders.
 */
public final class Market {

    static final int RICH = 950;
    static final int POOR = 50;
    static final int PLENTIFUL = 190;
    static final int SCARCE = 10;

    static final Money PRICE = Money.euros("4.20");
    private static final Money FORTUNE = Money.euros("10000000000.00");
    private static final Money CENT = Money.euros("0.01");
    /** The most that a delivery can be. */
    private static final int DELIVERY = 1_000_000;
    /** Of the article that is wanted most; the others get theirs in proportion. */
    private static final int MOST_DELIVERIES = 20;
    private static final int AT_ONCE = 8;

    private final String prefix;

    /** @param prefix of all names, so that a system that is measured again has another market */
    public Market(String prefix) {
        this.prefix = prefix;
    }

    /** Puts articles on the price list and in stock, and money on the accounts. */
    public void open(Endpoints endpoints) {
        var orders = new Orders(endpoints::orders);
        var accounts = new Accounts(endpoints::payments);
        var warehouse = new Warehouse(endpoints::inventory);
        var works = new ArrayList<Runnable>();
        Stream.concat(IntStream.range(0, PLENTIFUL).mapToObj(this::plentiful),
                IntStream.range(0, SCARCE).mapToObj(this::scarce))
                .forEach(sku -> works.add(() -> orders.offer(sku, sku, PRICE)));
        for (int article = 0; article < PLENTIFUL; article++) {
            var sku = plentiful(article);
            works.add(() -> warehouse.deliver(sku, DELIVERY));
            for (int more = 1; more < Math.ceilDiv(MOST_DELIVERIES, article + 1); more++) {
                works.add(() -> warehouse.deliver(sku, DELIVERY));
            }
        }
        IntStream.range(0, SCARCE).mapToObj(this::scarce).forEach(sku -> works.add(() -> warehouse.deliver(sku, 1)));
        IntStream.range(0, RICH).mapToObj(this::rich).forEach(name -> works.add(() -> accounts.deposit(name,
                FORTUNE)));
        IntStream.range(0, POOR).mapToObj(this::poor).forEach(name -> works.add(() -> accounts.deposit(name, CENT)));
        allOf(works);
    }

    private static void allOf(List<Runnable> works) {
        try (var hands = Executors.newFixedThreadPool(AT_ONCE)) {
            var done = hands.invokeAll(works.stream().<Callable<Boolean>>map(work -> () -> {
                work.run();
                return true;
            }).toList());
            for (var work : done) {
                work.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String prefix() {
        return prefix;
    }

    String rich(int number) {
        return prefix + "customer-" + number;
    }

    String poor(int number) {
        return prefix + "poor-" + number;
    }

    String plentiful(int number) {
        return prefix + "article-" + number;
    }

    String scarce(int number) {
        return prefix + "scarce-" + number;
    }
}
