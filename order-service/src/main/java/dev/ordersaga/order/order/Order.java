package dev.ordersaga.order.order;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;

import org.hibernate.annotations.ListIndexBase;
import org.jspecify.annotations.Nullable;

import dev.ordersaga.order.Money;

/** An order. It guards its transitions; which of them is due is decided elsewhere. */
@Entity
@Table(name = "orders")
public class Order {

    @Id
    private UUID id;
    private String customerId;
    @Enumerated(EnumType.STRING)
    private OrderStatus status;
    @Enumerated(EnumType.STRING)
    private @Nullable CancellationReason reason;
    private boolean paymentSettled;
    private boolean stockSettled;
    @AttributeOverride(name = "amount", column = @Column(name = "total"))
    private Money total;
    private Instant placedAt;
    private Instant deadlineAt;
    private int steps;
    private int messages;
    @ElementCollection
    @CollectionTable(name = "order_line", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "line_no")
    @ListIndexBase(1)
    private List<OrderLine> lines;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected Order() {}

    public Order(UUID id, String customerId, List<OrderLine> lines, Currency currency, Instant placedAt,
            Instant deadlineAt) {
        this.id = id;
        this.customerId = customerId;
        this.status = OrderStatus.PENDING;
        this.total = new Money(lines.stream().map(OrderLine::total).reduce(BigDecimal.ZERO, BigDecimal::add), currency);
        this.placedAt = placedAt;
        this.deadlineAt = deadlineAt;
        this.lines = List.copyOf(lines);
    }

    public void confirm() {
        requireStatus(OrderStatus.PENDING);
        status = OrderStatus.CONFIRMED;
    }

    /** Begins to undo it, or goes on. */
    public void cancelling(OrderState.Cancelling progress) {
        if (reason != null && !(state() instanceof OrderState.Cancelling begun && begun.reason() == progress
                .reason())) {
            throw new IllegalStateException("order " + id + " is " + state() + ", so cannot be " + progress);
        }
        status = OrderStatus.CANCELLING;
        reason = progress.reason();
        paymentSettled = progress.paymentSettled();
        stockSettled = progress.stockSettled();
    }

    public void cancelled(CancellationReason why) {
        if (status == OrderStatus.CANCELLED || status == OrderStatus.CONFIRMED) {
            throw new IllegalStateException("order " + id + " is " + state() + ", so cannot end as " + why);
        }
        status = OrderStatus.CANCELLED;
        reason = why;
        paymentSettled = true;
        stockSettled = true;
    }

    private void requireStatus(OrderStatus expected) {
        if (status != expected) {
            throw new IllegalStateException("order " + id + " is " + status + ", not " + expected);
        }
    }

    public OrderState state() {
        return switch (status) {
            case PENDING -> new OrderState.Pending();
            case CONFIRMED -> new OrderState.Confirmed();
            case CANCELLING -> new OrderState.Cancelling(requireNonNull(reason), paymentSettled, stockSettled);
            case CANCELLED -> new OrderState.Cancelled(requireNonNull(reason));
        };
    }

    /** The next of its steps. Without loading the earlier ones. */
    public OrderStep step(Instant at, String type, String source) {
        return new OrderStep(id, ++steps, at, type, source);
    }

    /** The number of its next message, counted from 1 over all topics. To be used by whoever sends it. */
    int nextMessage() {
        return ++messages;
    }

    public UUID id() {
        return id;
    }

    public String customerId() {
        return customerId;
    }

    public OrderStatus status() {
        return status;
    }

    public @Nullable CancellationReason reason() {
        return reason;
    }

    public Money total() {
        return total;
    }

    public Instant placedAt() {
        return placedAt;
    }

    public Instant deadlineAt() {
        return deadlineAt;
    }

    public List<OrderLine> lines() {
        return lines;
    }

    /** The price of one of its lines, in its currency. */
    public Money unitPrice(OrderLine line) {
        return new Money(line.unitPrice(), total.currency());
    }
}
