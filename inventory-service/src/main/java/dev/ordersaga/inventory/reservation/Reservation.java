package dev.ordersaga.inventory.reservation;

import static dev.ordersaga.inventory.reservation.ReservationStatus.AWAITING_ORDER;
import static dev.ordersaga.inventory.reservation.ReservationStatus.AWAITING_PAYMENT;
import static dev.ordersaga.inventory.reservation.ReservationStatus.NONE;
import static dev.ordersaga.inventory.reservation.ReservationStatus.RELEASED;
import static dev.ordersaga.inventory.reservation.ReservationStatus.RESERVED;
import static dev.ordersaga.inventory.reservation.ReservationStatus.SHORT;
import static java.util.Collections.emptySortedMap;
import static java.util.Collections.unmodifiableSortedMap;

import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What has become of the reservation for one order. */
class Reservation {

    /** All of a reservation that changes. */
    record Progress(ReservationStatus status, SortedMap<String, Integer> lines, long messagesSent) {}

    private final UUID orderId;
    private ReservationStatus status;
    private SortedMap<String, Integer> lines;
    private long messagesSent;

    Reservation(UUID orderId) {
        this(orderId, new Progress(NONE, emptySortedMap(), 0));
    }

    /** As it was when it was left. */
    Reservation(UUID orderId, Progress progress) {
        this.orderId = orderId;
        this.status = progress.status();
        this.lines = progress.lines();
        this.messagesSent = progress.messagesSent();
    }

    Progress progress() {
        return new Progress(status, lines, messagesSent);
    }

    UUID orderId() {
        return orderId;
    }

    ReservationStatus status() {
        return status;
    }

    /** The quantity of each sku that the order asks for; empty until the order has come. */
    SortedMap<String, Integer> lines() {
        return lines;
    }

    void awaitPayment(SortedMap<String, Integer> ordered) {
        leave(EnumSet.of(NONE), AWAITING_PAYMENT);
        keep(ordered);
    }

    void awaitOrder() {
        leave(EnumSet.of(NONE), AWAITING_ORDER);
    }

    void reserve(SortedMap<String, Integer> ordered) {
        leave(EnumSet.of(AWAITING_PAYMENT, AWAITING_ORDER), RESERVED);
        keep(ordered);
    }

    void fallShort(SortedMap<String, Integer> ordered) {
        leave(EnumSet.of(AWAITING_PAYMENT, AWAITING_ORDER), SHORT);
        keep(ordered);
    }

    /** @return what is to be given back */
    SortedMap<String, Integer> giveBack() {
        leave(EnumSet.of(RESERVED), RELEASED);
        return lines();
    }

    void bar() {
        leave(EnumSet.of(NONE, AWAITING_PAYMENT, AWAITING_ORDER, SHORT), RELEASED);
    }

    private void keep(SortedMap<String, Integer> ordered) {
        if (ordered.isEmpty() || ordered.values().stream().anyMatch(quantity -> quantity < 1)) {
            throw new IllegalStateException("reservation " + orderId + " is " + status + " with lines " + ordered);
        }
        if (lines.isEmpty()) {
            lines = unmodifiableSortedMap(new TreeMap<>(ordered));
        }
    }

    private void leave(Set<ReservationStatus> expected, ReservationStatus next) {
        if (!expected.contains(status)) {
            throw new IllegalStateException("reservation " + orderId + " is " + status + ", cannot become " + next);
        }
        status = next;
    }

    /** The number of the next message about this order, from 1 without gaps. */
    long nextSequence() {
        return ++messagesSent;
    }
}
