package dev.ordersaga.order.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.order.Money;

/** An order. It guards its transitions; which of them is due is decided elsewhere. */
public class Order {

    /** All of an order that changes after it has been placed. */
    record Progress(OrderState state, int steps, int messages) {

        static final Progress NONE = new Progress(new OrderState.Pending(), 0, 0);
    }

    private final UUID id;
    private final String customerId;
    private final List<OrderLine> lines;
    private final Money total;
    private final Instant placedAt;
    private final Instant deadlineAt;
    private OrderState state;
    private int steps;
    private int messages;

    public Order(UUID id, String customerId, List<OrderLine> lines, Currency currency, Instant placedAt,
            Instant deadlineAt) {
        this(id, customerId, lines, total(lines, currency), placedAt, deadlineAt, Progress.NONE);
    }

    /** As it was when it was left. */
    Order(UUID id, String customerId, List<OrderLine> lines, Money total, Instant placedAt, Instant deadlineAt,
            Progress progress) {
        this.id = id;
        this.customerId = customerId;
        this.lines = List.copyOf(lines);
        this.total = total;
        this.placedAt = placedAt;
        this.deadlineAt = deadlineAt;
        this.state = progress.state();
        this.steps = progress.steps();
        this.messages = progress.messages();
    }

    private static Money total(List<OrderLine> lines, Currency currency) {
        return new Money(lines.stream().map(OrderLine::total).reduce(BigDecimal.ZERO, BigDecimal::add), currency);
    }

    public void confirm() {
        if (!(state instanceof OrderState.Pending)) {
            throw new IllegalStateException("order " + id + " is " + status() + ", not " + OrderStatus.PENDING);
        }
        state = new OrderState.Confirmed();
    }

    /** Begins to undo it, or goes on. */
    public void cancelling(OrderState.Cancelling progress) {
        boolean mayBe = switch (state) {
            case OrderState.Pending _,OrderState.Confirmed _ -> true;
            case OrderState.Cancelling begun -> begun.reason() == progress.reason();
            case OrderState.Cancelled _ -> false;
        };
        if (!mayBe) {
            throw new IllegalStateException("order " + id + " is " + state + ", so cannot be " + progress);
        }
        state = progress;
    }

    public void cancelled(CancellationReason why) {
        if (state instanceof OrderState.Cancelled || state instanceof OrderState.Confirmed) {
            throw new IllegalStateException("order " + id + " is " + state + ", so cannot end as " + why);
        }
        state = new OrderState.Cancelled(why);
    }

    public OrderState state() {
        return state;
    }

    Progress progress() {
        return new Progress(state, steps, messages);
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
        return state.status();
    }

    public @Nullable CancellationReason reason() {
        return state.reason();
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
