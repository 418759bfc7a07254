package dev.ordersaga.inventory.reservation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import dev.ordersaga.inventory.stock.SimulatedStock;
import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.OutgoingMessage;
import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.books.ReservationRow;
import dev.ordersaga.simulation.broker.Subscriptions;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.database.Database;
import dev.ordersaga.simulation.database.Table;

/** What inventory-service does with messages: the real handlers and decisions on tables in memory. */
public final class SimulatedReservations implements Reservations {

    private final Table<UUID, Reservation> reservations;
    private final SimulatedStock stock;
    private final Set<Bug> bugs;
    private final Subscription subscription;

    public SimulatedReservations(Database database, SimulatedStock stock, Outbox outbox, Books books,
            Set<Bug> bugs) {
        this.reservations = database.aggregates("reservation", Reservation::orderId,
                reservation -> new Reservation(reservation.orderId(), reservation.progress()),
                reservation -> reservation.status().name());
        this.stock = stock;
        this.bugs = bugs;
        reservations.watch((_, reservation) -> books.reservationChanged(new ReservationRow(reservation.orderId(),
                reservation.status().name(), new TreeMap<>(reservation.lines()))));
        var handlers = new ReservationHandlers(this, stock, withoutRefund(outbox), new WrongReservationDecisions(bugs));
        var real = ReservationMessaging.subscription(handlers);
        this.subscription = bugs.isEmpty() ? real : Subscriptions.around(real, this::lockWrongly, this::handle);
    }

    private Outbox withoutRefund(Outbox outbox) {
        return bugs.contains(Bug.SHORTAGE_WITHOUT_REFUND)
                ? message -> appendUnlessRefund(outbox, message)
                : outbox;
    }

    private static void appendUnlessRefund(Outbox outbox, OutgoingMessage message) {
        if (!message.topic().equals("payment-commands")) {
            outbox.append(message);
        }
    }

    public Subscription subscription() {
        return subscription;
    }

    @Override
    public void lock(Collection<UUID> orderIds) {
        reservations.lockOrBegin(orderIds, Reservation::new);
    }

    /** Before the handlers lock rightly, which then changes nothing. */
    private void lockWrongly(List<IncomingMessage<?>> messages) {
        for (var message : messages) {
            var orderId = ((ReceivedMessage) message.payload()).orderId();
            var skus = reservations.committed(orderId).map(reservation -> reservation.lines().keySet()).orElse(Set
                    .of());
            if (bugs.contains(Bug.STOCK_BEFORE_RESERVATION)
                    && message.payload() instanceof ReceivedMessage.PaymentCompleted) {
                stock.lock(skus);
            } else if (bugs.contains(Bug.LOCK_ORDER_REVERSED)
                    && message.payload() instanceof ReceivedMessage.ReleaseStock) {
                lock(List.of(orderId));
                stock.lockInOrder(skus.stream().sorted(Comparator.reverseOrder()).toList());
            }
        }
    }

    @Override
    public Reservation get(UUID orderId) {
        var reservation = reservations.own(orderId);
        if (reservation == null) {
            throw new IllegalStateException("reservation " + orderId + " is not locked");
        }
        return reservation;
    }

    private void handle(IncomingMessage<?> incoming, Runnable handler) {
        var message = (ReceivedMessage) incoming.payload();
        var before = get(message.orderId()).status();
        handler.run();
        if (message instanceof ReceivedMessage.ReleaseStock) {
            released(get(message.orderId()), before);
        }
    }

    private void released(Reservation reservation, ReservationStatus before) {
        if (before == ReservationStatus.NONE && bugs.contains(Bug.NO_TOMBSTONE_AT_INVENTORY)) {
            reservations.forget(reservation.orderId());
        } else if (before == ReservationStatus.RELEASED && bugs.contains(Bug.RELEASE_TWICE)) {
            stock.lock(reservation.lines().keySet());
            reservation.lines().forEach((sku, quantity) -> stock.find(sku).ifPresent(item -> item.takeIn(quantity)));
        }
    }
}
