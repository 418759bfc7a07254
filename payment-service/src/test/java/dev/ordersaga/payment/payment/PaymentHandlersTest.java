package dev.ordersaga.payment.payment;

import static dev.ordersaga.payment.payment.PaymentStatus.CANCELLED;
import static dev.ordersaga.payment.payment.PaymentStatus.COMPLETED;
import static dev.ordersaga.payment.payment.PaymentStatus.DECLINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.OutgoingMessage;
import dev.ordersaga.outbox.RejectedMessageException;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.payment.InMemory.InMemoryAccounts;
import dev.ordersaga.payment.payment.InMemory.InMemoryPayments;
import dev.ordersaga.payment.payment.ReceivedMessage.CancelPayment;
import dev.ordersaga.payment.payment.ReceivedMessage.OrderPlaced;
import dev.ordersaga.payment.payment.SentMessage.PaymentCancelled;
import dev.ordersaga.payment.payment.SentMessage.PaymentCompleted;
import dev.ordersaga.payment.payment.SentMessage.PaymentDeclined;

class PaymentHandlersTest {

    private static final UUID ORDER = UUID.fromString("019536a1-7c1e-7b3a-9d52-6a1f0c2e4b88");
    private static final Money PRICE = Money.of("37.80", "EUR");
    private static final OrderPlaced PLACED = new OrderPlaced(ORDER, "alice", PRICE);
    private static final CancelPayment CANCEL = new CancelPayment(ORDER);

    private final List<OutgoingMessage> sent = new ArrayList<>();
    private final InMemoryPayments payments = new InMemoryPayments();
    private final InMemoryAccounts accounts = new InMemoryAccounts().with("alice", Money.of("100.00", "EUR"));
    private final PaymentHandlers handlers = new PaymentHandlers(payments, accounts, sent::add);

    @Test
    void anOrderIsPaidFromTheAccount() {
        receive(PLACED);

        assertThat(sent).containsExactly(event(1, new PaymentCompleted(ORDER, "alice", PRICE)));
        assertThat(payments.get(ORDER).status()).isEqualTo(COMPLETED);
        assertThat(balance()).isEqualTo(Money.of("62.20", "EUR"));
    }

    @Test
    void anOrderThatIsTooDearIsDeclined() {
        receive(new OrderPlaced(ORDER, "alice", Money.of("100.01", "EUR")));

        assertThat(sent).containsExactly(
                event(1, new PaymentDeclined(ORDER, "alice", DeclineReason.INSUFFICIENT_FUNDS)));
        assertThat(payments.get(ORDER).status()).isEqualTo(DECLINED);
        assertThat(balance()).isEqualTo(Money.of("100.00", "EUR"));
    }

    @Test
    void aCancelledPaymentIsGivenBack() {
        receive(PLACED, CANCEL);

        assertThat(sent).containsExactly(
                event(1, new PaymentCompleted(ORDER, "alice", PRICE)),
                event(2, new PaymentCancelled(ORDER, PRICE)));
        assertThat(payments.get(ORDER).status()).isEqualTo(CANCELLED);
        assertThat(balance()).isEqualTo(Money.of("100.00", "EUR"));
    }

    @Test
    void anOrderThatComesAfterItsCancellationIsNeverCharged() {
        receive(CANCEL, PLACED);

        assertThat(sent).containsExactly(event(1, new PaymentCancelled(ORDER, null)));
        assertThat(payments.get(ORDER).status()).isEqualTo(CANCELLED);
        assertThat(balance()).isEqualTo(Money.of("100.00", "EUR"));
    }

    @Test
    void ordersOfOneCustomerAreChargedOneAfterAnotherAsLongAsTheMoneyLasts() {
        var orders = IntStream.range(0, 4).mapToObj(_ -> UUID.randomUUID()).toList();
        receive(orders.stream().map(id -> new OrderPlaced(id, "alice", PRICE)).toArray(ReceivedMessage[]::new));

        assertThat(sent).extracting(OutgoingMessage::type).containsExactly("PaymentCompleted", "PaymentCompleted",
                "PaymentDeclined", "PaymentDeclined");
        assertThat(balance()).isEqualTo(Money.of("24.40", "EUR"));
    }

    @Test
    void aMessageUnderTheKeyOfAnotherOrderIsRejected() {
        var message = IncomingMessage.of(UUID.randomUUID(), "order-events", UUID.randomUUID().toString(), Instant.EPOCH,
                PLACED);
        handlers.lock(List.of(message));

        assertThatExceptionOfType(RejectedMessageException.class).isThrownBy(() -> handlers.handle(message));
        assertThat(sent).isEmpty();
    }

    /** All sequences of up to six messages: whatever comes, in whatever order, how often ever. */
    static Stream<List<ReceivedMessage>> schedules() {
        return IntStream.rangeClosed(1, 6).boxed().flatMap(length -> IntStream.range(0, 1 << length)
                .mapToObj(bits -> IntStream.range(0, length)
                        .<ReceivedMessage>mapToObj(i -> (bits >> i & 1) == 0 ? PLACED : CANCEL)
                        .toList()));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void whateverComesTheMoneyIsWhereItBelongs(List<ReceivedMessage> schedule) {
        receive(schedule.toArray(ReceivedMessage[]::new));

        var cancelled = schedule.contains(CANCEL);
        var charged = schedule.getFirst().equals(PLACED);
        assertThat(payments.get(ORDER).status()).isEqualTo(cancelled ? CANCELLED : COMPLETED);
        assertThat(balance()).isEqualTo(Money.of(cancelled ? "100.00" : "62.20", "EUR"));
        var expected = new ArrayList<SentMessage>();
        if (charged) {
            expected.add(new PaymentCompleted(ORDER, "alice", PRICE));
        }
        if (cancelled) {
            expected.add(new PaymentCancelled(ORDER, charged ? PRICE : null));
        }
        assertThat(sent).extracting(OutgoingMessage::payload).isEqualTo(expected);
        assertThat(sent).extracting(OutgoingMessage::sequence)
                .isEqualTo(LongStream.rangeClosed(1, sent.size()).boxed().toList());
    }

    private void receive(ReceivedMessage... messages) {
        var incoming = Stream.of(messages)
                .map(message -> IncomingMessage.of(UUID.randomUUID(), "any", message.orderId().toString(),
                        Instant.EPOCH, message))
                .toList();
        handlers.lock(List.copyOf(incoming));
        incoming.forEach(handlers::handle);
    }

    private static OutgoingMessage event(long sequence, SentMessage message) {
        return OutgoingMessage.of("payment-events", ORDER.toString(), sequence, message);
    }

    private Money balance() {
        return accounts.find("alice").orElseThrow().balance();
    }
}
