package dev.ordersaga.local.chaos;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import dev.ordersaga.local.client.Accounts;
import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.Order;
import dev.ordersaga.local.client.Orders;
import dev.ordersaga.local.client.UnexpectedAnswerException;
import dev.ordersaga.local.client.Warehouse;
import dev.ordersaga.local.stack.Parts;

/**
 * What customers and shopkeepers do: each request has a key of its own and is repeated until it is answered, and every
 * answer goes into the ledger. Safe for use by several threads.
 */
final class Clients {

    private static final int CONFLICT = 409;

    private final Orders orders;
    private final Accounts accounts;
    private final Warehouse warehouse;
    private final Insistence insistence;
    private final Ledger ledger;

    Clients(Instances instances, Insistence insistence, Ledger ledger) {
        this.orders = new Orders(() -> instances.of(Parts.ORDER_SERVICE));
        this.accounts = new Accounts(() -> instances.of(Parts.PAYMENT_SERVICE));
        this.warehouse = new Warehouse(() -> instances.of(Parts.INVENTORY_SERVICE));
        this.insistence = insistence;
        this.ledger = ledger;
    }

    void offer(String sku, Money price) {
        insist("price of " + sku, () -> {
            orders.offer(sku, sku, price);
            return sku;
        });
    }

    UUID place(String customer, List<Order.Line> lines) {
        var key = UUID.randomUUID().toString();
        var placed = insist("order", () -> orders.place(customer, lines, key));
        ledger.placed(placed.id());
        return placed.id();
    }

    Order look(UUID id) {
        return insist("order " + id, () -> orders.get(id));
    }

    /** That it has ended for another reason is an answer, too. */
    void cancel(UUID id) {
        boolean accepted = insist("cancellation of " + id, () -> {
            try {
                orders.cancel(id);
                return true;
            } catch (UnexpectedAnswerException e) {
                if (e.status() == CONFLICT) {
                    return false;
                }
                throw e;
            }
        });
        if (accepted) {
            ledger.cancelled(id);
        }
    }

    void deposit(String customer, Money amount) {
        var key = UUID.randomUUID().toString();
        insist("deposit", () -> {
            accounts.deposit(customer, amount, key);
            return key;
        });
        ledger.deposited(customer, amount);
    }

    void deliver(String sku, int quantity) {
        var key = UUID.randomUUID().toString();
        insist("delivery", () -> {
            warehouse.deliver(sku, quantity, key);
            return key;
        });
        ledger.delivered(sku, quantity);
    }

    private <T> T insist(String what, Supplier<T> request) {
        try {
            return insistence.until(request);
        } catch (UnexpectedAnswerException e) {
            ledger.surprised("%s: %s".formatted(what, e.getMessage()));
            throw e;
        } catch (CancellationException e) {
            ledger.neverAnswered();
            throw e;
        }
    }
}
