package dev.ordersaga.payment.payment;

import static java.util.stream.Collectors.toSet;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.OutgoingMessage;
import dev.ordersaga.outbox.RejectedMessageException;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.account.Account;
import dev.ordersaga.payment.account.Accounts;
import dev.ordersaga.payment.payment.PaymentDecision.Bar;
import dev.ordersaga.payment.payment.PaymentDecision.Charge;
import dev.ordersaga.payment.payment.PaymentDecision.Decline;
import dev.ordersaga.payment.payment.PaymentDecision.GiveBack;
import dev.ordersaga.payment.payment.PaymentDecision.Ignore;
import dev.ordersaga.payment.payment.ReceivedMessage.CancelPayment;
import dev.ordersaga.payment.payment.ReceivedMessage.OrderPlaced;
import dev.ordersaga.payment.payment.SentMessage.PaymentCancelled;
import dev.ordersaga.payment.payment.SentMessage.PaymentCompleted;
import dev.ordersaga.payment.payment.SentMessage.PaymentDeclined;

/** Carries out what {@link PaymentDecision} decides: changes the rows, and says so in the outbox. */
final class PaymentHandlers {

    static final String EVENTS = "payment-events";

    private final Payments payments;
    private final Accounts accounts;
    private final Outbox outbox;
    private final PaymentDecision.Decider decider;

    PaymentHandlers(Payments payments, Accounts accounts, Outbox outbox) {
        this(payments, accounts, outbox, PaymentDecision::decide);
    }

    /** @param decider another one than the state table shows what would become of a wrong decision */
    PaymentHandlers(Payments payments, Accounts accounts, Outbox outbox, PaymentDecision.Decider decider) {
        this.payments = payments;
        this.accounts = accounts;
        this.outbox = outbox;
        this.decider = decider;
    }

    /**
     * Payments by order id, then accounts by customer id: all batches lock in this order, so that none waits for one that
     * waits for it.
     */
    void lock(List<IncomingMessage<?>> messages) {
        var received = messages.stream().map(message -> (ReceivedMessage) message.payload()).toList();
        payments.lock(received.stream().map(ReceivedMessage::orderId).collect(toSet()));
        accounts.lock(customersOf(received));
    }

    /** Only those whose balance may change: a repeated message need not wait for a busy account. */
    private Set<String> customersOf(List<ReceivedMessage> messages) {
        var customers = new HashSet<String>();
        for (var message : messages) {
            var payment = payments.get(message.orderId());
            switch (message) {
                case OrderPlaced order when payment.status() == PaymentStatus.NONE -> customers.add(order.customerId());
                case CancelPayment _ when payment.status() == PaymentStatus.COMPLETED ->
                    payment.customerId().ifPresent(customers::add);
                case OrderPlaced _,CancelPayment _ -> {
                }
            }
        }
        return customers;
    }

    void handle(IncomingMessage<? extends ReceivedMessage> incoming) {
        var message = incoming.payload();
        if (!incoming.key().equals(message.orderId().toString())) {
            throw new RejectedMessageException("the key is not the order id " + message.orderId());
        }
        var payment = payments.get(message.orderId());
        switch (decider.decide(payment.status(), message, this::balanceOf)) {
            case Charge(var customerId, var amount) -> charge(payment, customerId, amount);
            case Decline(var customerId, var amount, var reason) -> decline(payment, customerId, amount, reason);
            case GiveBack() -> giveBack(payment);
            case Bar() -> bar(payment);
            case Ignore() -> {
            }
        }
    }

    private Optional<Money> balanceOf(String customerId) {
        return accounts.find(customerId).map(Account::balance);
    }

    private void charge(Payment payment, String customerId, Money amount) {
        accounts.find(customerId).orElseThrow().debit(amount);
        payment.complete(customerId, amount);
        send(payment, new PaymentCompleted(payment.orderId(), customerId, amount));
    }

    private void decline(Payment payment, String customerId, Money amount, DeclineReason reason) {
        payment.decline(customerId, amount);
        send(payment, new PaymentDeclined(payment.orderId(), customerId, reason));
    }

    private void giveBack(Payment payment) {
        var charged = payment.giveBack();
        accounts.find(charged.customerId()).orElseThrow().credit(charged.amount());
        send(payment, new PaymentCancelled(payment.orderId(), charged.amount()));
    }

    private void bar(Payment payment) {
        payment.bar();
        send(payment, new PaymentCancelled(payment.orderId(), null));
    }

    private void send(Payment payment, SentMessage message) {
        outbox.append(OutgoingMessage.of(EVENTS, payment.orderId().toString(), payment.nextSequence(), message));
    }
}
