package dev.ordersaga.inventory.reservation;

import static dev.ordersaga.inventory.reservation.ReservationStatus.AWAITING_ORDER;
import static dev.ordersaga.inventory.reservation.ReservationStatus.AWAITING_PAYMENT;
import static dev.ordersaga.inventory.reservation.ReservationStatus.NONE;
import static dev.ordersaga.inventory.reservation.ReservationStatus.RELEASED;
import static dev.ordersaga.inventory.reservation.ReservationStatus.RESERVED;
import static dev.ordersaga.inventory.reservation.ReservationStatus.SHORT;
import static java.util.Collections.unmodifiableSortedMap;

import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;

import org.hibernate.annotations.SortNatural;

/** What has become of the reservation for one order. */
@Entity
class Reservation {

    @Id
    private UUID orderId;

    @Enumerated(EnumType.STRING)
    private ReservationStatus status;

    @ElementCollection
    @CollectionTable(name = "reservation_line", joinColumns = @JoinColumn(name = "order_id"))
    @MapKeyColumn(name = "sku")
    @Column(name = "quantity")
    @SortNatural
    private SortedMap<String, Integer> lines = new TreeMap<>();
    private long messagesSent;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected Reservation() {}

    Reservation(UUID orderId) {
        this.orderId = orderId;
        this.status = NONE;
    }

    UUID orderId() {
        return orderId;
    }

    ReservationStatus status() {
        return status;
    }

    /** The quantity of each sku that the order asks for; empty until the order has come. */
    SortedMap<String, Integer> lines() {
        return unmodifiableSortedMap(lines);
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
        if (ordered.isEmpty()) {
            throw new IllegalStateException("reservation " + orderId + " is " + status + " without lines");
        }
        if (lines.isEmpty()) {
            lines.putAll(ordered);
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
