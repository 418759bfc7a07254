package dev.ordersaga.inventory.reservation;

import static java.util.stream.Collectors.groupingBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

import dev.ordersaga.inventory.reservation.ReceivedMessage.OrderPlaced;
import dev.ordersaga.inventory.reservation.ReservationDecision.AwaitOrder;
import dev.ordersaga.inventory.reservation.ReservationDecision.AwaitPayment;
import dev.ordersaga.inventory.reservation.ReservationDecision.Bar;
import dev.ordersaga.inventory.reservation.ReservationDecision.Drop;
import dev.ordersaga.inventory.reservation.ReservationDecision.FallShort;
import dev.ordersaga.inventory.reservation.ReservationDecision.GiveBack;
import dev.ordersaga.inventory.reservation.ReservationDecision.Ignore;
import dev.ordersaga.inventory.reservation.ReservationDecision.Reserve;
import dev.ordersaga.inventory.reservation.SentMessage.CancelPayment;
import dev.ordersaga.inventory.reservation.SentMessage.CancelReason;
import dev.ordersaga.inventory.reservation.SentMessage.Line;
import dev.ordersaga.inventory.reservation.SentMessage.Missing;
import dev.ordersaga.inventory.reservation.SentMessage.StockReleased;
import dev.ordersaga.inventory.reservation.SentMessage.StockReserved;
import dev.ordersaga.inventory.reservation.SentMessage.StockShort;
import dev.ordersaga.inventory.stock.StockItem;
import dev.ordersaga.inventory.stock.StockItems;
import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.OutgoingMessage;
import dev.ordersaga.outbox.RejectedMessageException;

/** Carries out what {@link ReservationDecision} decides: changes the rows, and says so in the outbox. */
final class ReservationHandlers {

    private final Reservations reservations;
    private final StockItems stock;
    private final Outbox outbox;
    private final ReservationDecision.Decider decider;

    ReservationHandlers(Reservations reservations, StockItems stock, Outbox outbox) {
        this(reservations, stock, outbox, ReservationDecision::decide);
    }

    /** @param decider another one than the state table shows what would become of a wrong decision */
    ReservationHandlers(Reservations reservations, StockItems stock, Outbox outbox,
            ReservationDecision.Decider decider) {
        this.reservations = reservations;
        this.stock = stock;
        this.outbox = outbox;
        this.decider = decider;
    }

    /**
     * Reservations by order id, then stock by sku: all batches lock in this order, so that none waits for one that waits
     * for it.
     */
    void lock(List<IncomingMessage<?>> messages) {
        var received = messages.stream()
                .map(message -> (ReceivedMessage) message.payload())
                .collect(groupingBy(ReceivedMessage::orderId));
        reservations.lock(received.keySet());
        stock.lock(skusOf(received));
    }

    /** Only those whose stock may move: orders that wait for their payment need not wait for a busy sku. */
    private Set<String> skusOf(Map<UUID, List<ReceivedMessage>> received) {
        var skus = new HashSet<String>();
        received.forEach((orderId, messages) -> {
            var reservation = reservations.get(orderId);
            if (mayMoveStock(reservation.status(), messages)) {
                skus.addAll(reservation.lines().keySet());
                messages.forEach(message -> skus.addAll(skusOf(message)));
            }
        });
        return skus;
    }

    private static boolean mayMoveStock(ReservationStatus status, List<ReceivedMessage> messages) {
        return switch (status) {
            case NONE, AWAITING_PAYMENT, RESERVED -> !messages.stream().allMatch(OrderPlaced.class::isInstance);
            case AWAITING_ORDER -> true;
            case SHORT, RELEASED -> false;
        };
    }

    private static Set<String> skusOf(ReceivedMessage message) {
        return message instanceof OrderPlaced order ? order.quantities().keySet() : Set.of();
    }

    void handle(IncomingMessage<? extends ReceivedMessage> incoming) {
        var message = incoming.payload();
        if (!incoming.key().equals(message.orderId().toString())) {
            throw new RejectedMessageException("the key is not the order id " + message.orderId());
        }
        var reservation = reservations.get(message.orderId());
        var decision = decider.decide(reservation.status(), reservation.lines(), message, this::availableOf);
        switch (decision) {
            case AwaitPayment(var lines) -> reservation.awaitPayment(lines);
            case AwaitOrder() -> reservation.awaitOrder();
            case Reserve(var lines) -> reserve(reservation, lines);
            case FallShort(var lines, var missing) -> fallShort(reservation, lines, missing);
            case GiveBack() -> giveBack(reservation);
            case Bar() -> bar(reservation);
            case Drop() -> reservation.bar();
            case Ignore() -> {
            }
        }
    }

    private long availableOf(String sku) {
        return stock.find(sku).map(StockItem::available).orElse(0L);
    }

    private void reserve(Reservation reservation, SortedMap<String, Integer> lines) {
        lines.forEach((sku, quantity) -> stock.find(sku).orElseThrow().reserve(quantity));
        reservation.reserve(lines);
        send(reservation, new StockReserved(reservation.orderId(), Line.of(lines)));
    }

    private void fallShort(Reservation reservation, SortedMap<String, Integer> lines, List<Missing> missing) {
        reservation.fallShort(lines);
        send(reservation, new StockShort(reservation.orderId(), missing));
        send(reservation, new CancelPayment(reservation.orderId(), CancelReason.OUT_OF_STOCK));
    }

    private void giveBack(Reservation reservation) {
        var lines = reservation.giveBack();
        lines.forEach((sku, quantity) -> stock.find(sku).orElseThrow().giveBack(quantity));
        send(reservation, new StockReleased(reservation.orderId(), Line.of(lines)));
    }

    private void bar(Reservation reservation) {
        reservation.bar();
        send(reservation, new StockReleased(reservation.orderId(), List.of()));
    }

    private void send(Reservation reservation, SentMessage message) {
        outbox.append(OutgoingMessage.of(message.topic(), reservation.orderId().toString(),
                reservation.nextSequence(), message));
    }
}
