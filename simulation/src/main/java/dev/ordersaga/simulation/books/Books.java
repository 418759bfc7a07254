package dev.ordersaga.simulation.books;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What all three databases have committed, seen at one moment, as only a simulation can. Judges every commit by what must
 * hold at any time; the first violation stands.
 */
public final class Books {

    private final Map<UUID, OrderRow> orders = new TreeMap<>();
    private final Map<UUID, PaymentRow> payments = new TreeMap<>();
    private final Map<UUID, ReservationRow> reservations = new TreeMap<>();
    private final Map<String, AccountRow> accounts = new TreeMap<>();
    private final Map<String, StockRow> stock = new TreeMap<>();
    private final Map<String, BigDecimal> deposits = new TreeMap<>();
    private final Map<String, Long> deliveries = new TreeMap<>();
    private final Map<UUID, List<Integer>> steps = new HashMap<>();
    private final Set<String> handled = new HashSet<>();
    private @Nullable Violation violation;

    public void report(Invariant invariant, String words) {
        if (violation == null) {
            violation = new Violation(invariant, words);
        }
    }

    public Optional<Violation> violation() {
        return Optional.ofNullable(violation);
    }

    public void orderChanged(OrderRow order) {
        var before = orders.put(order.id(), order);
        check("order", order.id(), before == null ? "" : before.status(), order.status(), Transitions::ofOrder);
        if (before != null && !before.reason().equals("null") && !before.reason().equals(order.reason())) {
            report(Invariant.ENDINGS, "order %s: its reason %s becomes %s".formatted(order.id(), before.reason(), order
                    .reason()));
        }
        if (before != null && before.status().equals("CONFIRMED") && order.status().equals("CANCELLING")
                && !order.reason().equals("CUSTOMER_REQUEST")) {
            report(Invariant.ENDINGS, "order %s was CONFIRMED, but is cancelled for %s".formatted(order.id(), order
                    .reason()));
        }
        checkEffects(order.id());
    }

    public void paymentChanged(PaymentRow payment) {
        var before = payments.put(payment.orderId(), payment);
        check("payment", payment.orderId(), before == null ? "" : before.status(), payment.status(),
                Transitions::ofPayment);
        checkEffects(payment.orderId());
    }

    public void reservationChanged(ReservationRow reservation) {
        var before = reservations.put(reservation.orderId(), reservation);
        check("reservation", reservation.orderId(), before == null ? "" : before.status(), reservation.status(),
                Transitions::ofReservation);
        checkEffects(reservation.orderId());
    }

    private interface Allowed {

        boolean test(String before, String after);
    }

    private void check(String what, UUID id, String before, String after, Allowed allowed) {
        if (!allowed.test(before, after)) {
            report(Invariant.ENDINGS, "%s of %s: %s becomes %s".formatted(what, id, before.isEmpty()
                    ? "nothing"
                    : before, after));
        }
    }

    /** Not what an order ends with, but at any time: here all three databases are seen at the same moment. */
    private void checkEffects(UUID id) {
        var order = orders.get(id);
        var payment = payments.get(id);
        var reservation = reservations.get(id);
        boolean paid = payment != null && payment.isCompleted();
        boolean reserved = reservation != null && reservation.isReserved();
        var status = order == null ? "unknown" : order.status();
        if ((paid || reserved) && (status.equals("unknown") || status.equals("CANCELLED"))) {
            report(Invariant.EFFECTS, "order %s is %s, but has %s".formatted(id, status, paid
                    ? "a completed payment"
                    : "a reservation"));
        } else if (status.equals("CONFIRMED") && !(paid && reserved)) {
            report(Invariant.EFFECTS, "order %s is CONFIRMED, but has no %s".formatted(id, paid
                    ? "reservation"
                    : "completed payment"));
        } else if (reserved && order != null && reservation != null && !order.lines().equals(reservation.lines())) {
            report(Invariant.EFFECTS, "order %s asks for %s, but %s is reserved".formatted(id, order.lines(),
                    reservation.lines()));
        }
    }

    public void accountChanged(AccountRow account) {
        accounts.put(account.customerId(), account);
    }

    public void stockChanged(StockRow item) {
        stock.put(item.sku(), item);
    }

    public void deposited(String customerId, BigDecimal amount) {
        deposits.merge(customerId, amount, BigDecimal::add);
    }

    public void delivered(String sku, long quantity) {
        deliveries.merge(sku, quantity, Long::sum);
    }

    public void stepAdded(UUID orderId, int position) {
        steps.computeIfAbsent(orderId, _ -> new ArrayList<>()).add(position);
    }

    /** A subscription has handled a message, and its transaction has committed. */
    public void handled(String subscription, UUID messageId, String type) {
        if (!handled.add(subscription + messageId)) {
            report(Invariant.ONCE, "%s has handled the same %s twice".formatted(subscription, type));
        }
    }

    /** Whenever a transaction of payment-service has committed. */
    public void checkMoney() {
        for (var account : accounts.values()) {
            var paid = paid(account.customerId());
            var deposited = deposits.getOrDefault(account.customerId(), BigDecimal.ZERO);
            if (account.balance().signum() < 0 || account.balance().add(paid).compareTo(deposited) != 0) {
                report(Invariant.MONEY, "%s has %s and paid %s, but deposited %s".formatted(account.customerId(),
                        account.balance(), paid, deposited));
            }
        }
    }

    public BigDecimal paid(String customerId) {
        return payments.values().stream()
                .filter(payment -> payment.isCompleted() && payment.customerId().equals(customerId))
                .map(PaymentRow::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whenever a transaction of inventory-service has committed. */
    public void checkStock() {
        for (var item : stock.values()) {
            long delivered = deliveries.getOrDefault(item.sku(), 0L);
            if (item.available() < 0 || item.available() + item.reserved() != delivered || item.reserved() != held(item
                    .sku())) {
                report(Invariant.STOCK, "%s: %d available, %d reserved of which %d for orders, %d delivered".formatted(
                        item.sku(), item.available(), item.reserved(), held(item.sku()), delivered));
            }
        }
    }

    /** What the reservations of a sku add up to. */
    public long held(String sku) {
        return reservations.values().stream()
                .filter(ReservationRow::isReserved)
                .mapToLong(reservation -> reservation.lines().getOrDefault(sku, 0))
                .sum();
    }

    /** What puts it all back as it is now. */
    public Runnable save() {
        return new BooksCopy(List.of(orders, payments, reservations, accounts, stock, deposits, deliveries), steps,
                handled)::putBack;
    }

    public Collection<OrderRow> orders() {
        return orders.values();
    }

    public Collection<PaymentRow> payments() {
        return payments.values();
    }

    public Collection<ReservationRow> reservations() {
        return reservations.values();
    }

    public Collection<AccountRow> accounts() {
        return accounts.values();
    }

    public Collection<StockRow> stock() {
        return stock.values();
    }

    public BigDecimal deposits(String customerId) {
        return deposits.getOrDefault(customerId, BigDecimal.ZERO);
    }

    public long deliveries(String sku) {
        return deliveries.getOrDefault(sku, 0L);
    }

    public List<Integer> steps(UUID orderId) {
        return steps.getOrDefault(orderId, List.of());
    }
}
