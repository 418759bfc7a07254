package dev.ordersaga.payment.payment;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.account.SimulatedAccounts;
import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.books.PaymentRow;
import dev.ordersaga.simulation.broker.Subscriptions;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.database.Database;
import dev.ordersaga.simulation.database.Table;

/** What payment-service does with messages: the real handlers and decisions on tables in memory. */
public final class SimulatedPayments implements Payments {

    private final Table<UUID, Payment> payments;
    private final SimulatedAccounts accounts;
    private final Set<Bug> bugs;
    private final Subscription subscription;

    public SimulatedPayments(Database database, SimulatedAccounts accounts, Outbox outbox, Books books,
            Set<Bug> bugs) {
        this.payments = database.aggregates("payment", Payment::orderId,
                payment -> new Payment(payment.orderId(), payment.progress()), payment -> payment.status().name());
        this.accounts = accounts;
        this.bugs = bugs;
        payments.watch((_, payment) -> books.paymentChanged(row(payment)));
        var handlers = new PaymentHandlers(this, accounts, outbox, new WrongPaymentDecisions(bugs));
        var real = PaymentMessaging.subscription(handlers);
        this.subscription = bugs.isEmpty() ? real : Subscriptions.around(real, this::handle);
    }

    public Subscription subscription() {
        return subscription;
    }

    private static PaymentRow row(Payment payment) {
        return new PaymentRow(payment.orderId(), payment.status().name(), payment.customerId().orElse(""), payment
                .amount().map(Money::amount).orElse(BigDecimal.ZERO));
    }

    @Override
    public void lock(Collection<UUID> orderIds) {
        payments.lockOrBegin(orderIds, Payment::new);
    }

    @Override
    public Payment get(UUID orderId) {
        var payment = payments.own(orderId);
        if (payment == null) {
            throw new IllegalStateException("payment " + orderId + " is not locked");
        }
        return payment;
    }

    private void handle(IncomingMessage<?> incoming, Runnable handler) {
        var message = (ReceivedMessage) incoming.payload();
        var before = get(message.orderId()).status();
        handler.run();
        if (message instanceof ReceivedMessage.CancelPayment) {
            cancelled(get(message.orderId()), before);
        }
    }

    private void cancelled(Payment payment, PaymentStatus before) {
        switch (before) {
            case NONE -> {
                if (bugs.contains(Bug.NO_TOMBSTONE_AT_PAYMENT)) {
                    payments.forget(payment.orderId());
                }
            }
            case COMPLETED -> refunded(payment);
            case DECLINED -> creditIf(Bug.REFUND_OF_NOTHING, payment);
            case CANCELLED -> creditIf(Bug.REFUND_TWICE, payment);
        }
    }

    private void refunded(Payment payment) {
        var customer = payment.customerId().orElseThrow();
        if (bugs.contains(Bug.REFUND_TOO_SMALL)) {
            accounts.find(customer).orElseThrow().debit(Money.of("0.01", "EUR"));
        } else if (bugs.contains(Bug.REFUND_TO_ANOTHER)) {
            accounts.find(customer).orElseThrow().debit(payment.amount().orElseThrow());
            credit(customer.equals("alice") ? "bob" : "alice", payment);
        }
    }

    private void creditIf(Bug bug, Payment payment) {
        if (bugs.contains(bug) && payment.amount().isPresent()) {
            credit(payment.customerId().orElseThrow(), payment);
        }
    }

    private void credit(String customer, Payment payment) {
        accounts.lock(Set.of(customer));
        accounts.find(customer).ifPresent(account -> account.credit(payment.amount().orElseThrow()));
    }
}
