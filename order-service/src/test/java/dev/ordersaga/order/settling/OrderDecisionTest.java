package dev.ordersaga.order.settling;

import static dev.ordersaga.order.order.CancellationReason.CUSTOMER_REQUEST;
import static dev.ordersaga.order.order.CancellationReason.OUT_OF_STOCK;
import static dev.ordersaga.order.order.CancellationReason.PAYMENT_DECLINED;
import static dev.ordersaga.order.order.CancellationReason.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ordersaga.order.order.CancellationReason;
import dev.ordersaga.order.order.OrderState;
import dev.ordersaga.order.order.OrderState.Cancelled;
import dev.ordersaga.order.order.OrderState.Cancelling;
import dev.ordersaga.order.order.OrderState.Confirmed;
import dev.ordersaga.order.order.OrderState.Pending;
import dev.ordersaga.order.settling.InventoryEvent.StockReleased;
import dev.ordersaga.order.settling.InventoryEvent.StockReserved;
import dev.ordersaga.order.settling.InventoryEvent.StockShort;
import dev.ordersaga.order.settling.OrderDecision.Await;
import dev.ordersaga.order.settling.OrderDecision.Cancel;
import dev.ordersaga.order.settling.OrderDecision.Compensate;
import dev.ordersaga.order.settling.OrderDecision.Confirm;
import dev.ordersaga.order.settling.OrderDecision.Ignore;
import dev.ordersaga.order.settling.OrderDecision.Note;
import dev.ordersaga.order.settling.OrderDecision.Refuse;
import dev.ordersaga.order.settling.OwnInput.CancellationRequested;
import dev.ordersaga.order.settling.OwnInput.DeadlinePassed;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCancelled;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCompleted;
import dev.ordersaga.order.settling.PaymentEvent.PaymentDeclined;

class OrderDecisionTest {

    private static final UUID ID = UUID.fromString("0198f5a0-0000-7000-8000-000000000001");

    /** The columns of the table below. */
    private static final List<SagaInput> INPUTS = List.of(new PaymentCompleted(ID), new PaymentDeclined(ID),
            new PaymentCancelled(ID), new StockReserved(ID), new StockShort(ID), new StockReleased(ID),
            new CancellationRequested(ID), new DeadlinePassed(ID));

    private static final OrderDecision NOTE = new Note();
    private static final OrderDecision IGNORE = new Ignore();
    private static final OrderDecision CONFIRM = new Confirm();

    private record Row(OrderState state, List<OrderDecision> decisions) {}

    private static final List<Row> TABLE = List.of(
            //  PaymentCompleted, PaymentDeclined, PaymentCancelled, StockReserved, StockShort, StockReleased,
            //  CancellationRequested, DeadlinePassed
            row(new Pending(), NOTE, cancel(PAYMENT_DECLINED), await(OUT_OF_STOCK, true, false), CONFIRM,
                    await(OUT_OF_STOCK, false, true), IGNORE,
                    new Compensate(CUSTOMER_REQUEST), new Compensate(TIMEOUT)),
            row(new Confirmed(), NOTE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE,
                    new Compensate(CUSTOMER_REQUEST), IGNORE),

            row(cancelling(OUT_OF_STOCK, false, true), NOTE, cancel(OUT_OF_STOCK), cancel(OUT_OF_STOCK), NOTE,
                    await(OUT_OF_STOCK, false, true), IGNORE,
                    IGNORE, IGNORE),
            row(cancelling(OUT_OF_STOCK, true, false), NOTE, cancel(OUT_OF_STOCK), await(OUT_OF_STOCK, true, false),
                    NOTE,
                    cancel(OUT_OF_STOCK), IGNORE,
                    IGNORE, IGNORE),

            row(cancelling(CUSTOMER_REQUEST, false, false), NOTE, cancel(CUSTOMER_REQUEST),
                    await(CUSTOMER_REQUEST, true, false), NOTE, NOTE, await(CUSTOMER_REQUEST, false, true),
                    IGNORE, IGNORE),
            row(cancelling(CUSTOMER_REQUEST, true, false), NOTE, cancel(CUSTOMER_REQUEST),
                    await(CUSTOMER_REQUEST, true, false), NOTE, NOTE, cancel(CUSTOMER_REQUEST),
                    IGNORE, IGNORE),
            row(cancelling(CUSTOMER_REQUEST, false, true), NOTE, cancel(CUSTOMER_REQUEST), cancel(CUSTOMER_REQUEST),
                    NOTE,
                    NOTE, await(CUSTOMER_REQUEST, false, true),
                    IGNORE, IGNORE),

            row(cancelling(TIMEOUT, false, false), NOTE, cancel(TIMEOUT), await(TIMEOUT, true, false), NOTE, NOTE,
                    await(TIMEOUT, false, true),
                    IGNORE, IGNORE),
            row(cancelling(TIMEOUT, true, false), NOTE, cancel(TIMEOUT), await(TIMEOUT, true, false), NOTE, NOTE,
                    cancel(TIMEOUT),
                    IGNORE, IGNORE),
            row(cancelling(TIMEOUT, false, true), NOTE, cancel(TIMEOUT), cancel(TIMEOUT), NOTE, NOTE,
                    await(TIMEOUT, false, true),
                    IGNORE, IGNORE),

            row(new Cancelled(PAYMENT_DECLINED), IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE,
                    new Refuse(PAYMENT_DECLINED), IGNORE),
            row(new Cancelled(OUT_OF_STOCK), IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE,
                    new Refuse(OUT_OF_STOCK), IGNORE),
            row(new Cancelled(CUSTOMER_REQUEST), IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE,
                    IGNORE, IGNORE),
            row(new Cancelled(TIMEOUT), IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE,
                    new Refuse(TIMEOUT), IGNORE));

    static Stream<Arguments> cells() {
        return TABLE.stream().flatMap(row -> {
            var cells = new ArrayList<Arguments>();
            for (int column = 0; column < INPUTS.size(); column++) {
                var input = INPUTS.get(column);
                cells.add(argumentSet(row.state() + " on " + input.getClass().getSimpleName(), row.state(), input,
                        row.decisions().get(column)));
            }
            return cells.stream();
        });
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyStateHasADecisionForEveryInput(OrderState state, SagaInput input, OrderDecision expected) {
        assertThat(OrderDecision.decide(state, input)).isEqualTo(expected);
    }

    @Test
    void theTableHasEveryInputThatThereIs() {
        assertThat(INPUTS).extracting(input -> input.getClass().getName()).containsExactlyInAnyOrderElementsOf(leaves(
                SagaInput.class));
        assertThat(TABLE).allSatisfy(row -> assertThat(row.decisions()).hasSameSizeAs(INPUTS));
    }

    @Test
    void theTableHasEveryStateThatThereIs() {
        assertThat(TABLE).extracting(row -> row.state().getClass().getName()).containsAll(leaves(OrderState.class));
    }

    /** Whatever comes twice, in whatever state it then is. */
    @ParameterizedTest
    @MethodSource("cells")
    void aRepetitionNeverMovesTheOrderAgain(OrderState state, SagaInput input, OrderDecision ignored) {
        var once = after(state, OrderDecision.decide(state, input));

        assertThat(after(once, OrderDecision.decide(once, input))).isEqualTo(once);
    }

    private static OrderState after(OrderState state, OrderDecision decision) {
        return switch (decision) {
            case Confirm() -> new Confirmed();
            case Compensate(var reason) -> Cancelling.nothingSettled(reason);
            case Await(var progress) -> progress;
            case Cancel(var reason) -> new Cancelled(reason);
            case Note(),Ignore(),Refuse(_) -> state;
        };
    }

    private static List<String> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(subclass -> leaves(subclass).stream()).toList()
                : List.of(type.getName());
    }

    private static Row row(OrderState state, OrderDecision... decisions) {
        return new Row(state, List.of(decisions));
    }

    private static Cancelling cancelling(CancellationReason reason, boolean paymentSettled, boolean stockSettled) {
        return new Cancelling(reason, paymentSettled, stockSettled);
    }

    private static OrderDecision await(CancellationReason reason, boolean paymentSettled, boolean stockSettled) {
        return new Await(cancelling(reason, paymentSettled, stockSettled));
    }

    private static OrderDecision cancel(CancellationReason reason) {
        return new Cancel(reason);
    }
}
