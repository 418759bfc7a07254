package dev.ordersaga.order.order;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;

/** Something that has happened to an order. Steps are only ever added. */
@Entity
public class OrderStep {

    record Id(UUID orderId, int position) {}

    @EmbeddedId
    private Id id;
    private Instant at;
    private String type;
    private String source;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected OrderStep() {}

    OrderStep(UUID orderId, int position, Instant at, String type, String source) {
        this.id = new Id(orderId, position);
        this.at = at;
        this.type = type;
        this.source = source;
    }

    UUID orderId() {
        return id.orderId();
    }

    /** Counted from 1. */
    public int position() {
        return id.position();
    }

    public Instant at() {
        return at;
    }

    public String type() {
        return type;
    }

    public String source() {
        return source;
    }
}
