package dev.ordersaga.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.ServiceTest;
import dev.ordersaga.payment.account.Accounts;
import dev.ordersaga.payment.payment.ReceivedMessage.CancelPayment;
import dev.ordersaga.payment.payment.ReceivedMessage.OrderPlaced;
import dev.ordersaga.testing.Outside.Sent;
import dev.ordersaga.testing.Outside;
import dev.ordersaga.testing.Plans;
import dev.ordersaga.testing.StatementLog;

/** Batches side by side on the real database, as several consumers and instances have them. */
@ServiceTest
class PaymentLocksTest {

    private static final int CONSUMERS = 12;
    private static final int CUSTOMERS = 3;
    private static final int ORDERS = 120;
    private static final int BATCH = 8;

    @Autowired
    private PlatformTransactionManager transactions;
    @Autowired
    private Payments payments;
    @Autowired
    private Accounts accounts;
    @Autowired
    private Outbox outbox;
    @Autowired
    private Outside outside;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private StatementLog statements;

    private final String prefix = UUID.randomUUID() + "-";

    @Test
    void batchesOverTheSameAccountsInOppositeOrdersNeitherDeadlockNorLoseMoney() throws Exception {
        openAccounts();
        allAtOnce(IntStream.range(0, CONSUMERS).mapToObj(this::placed).toList());

        assertThat(balances()).isEqualByComparingTo("0.00");
        assertThat(jdbc.queryForList("select status || ' ' || count(*) from payment where customer_id like ? "
                + "group by status order by status", String.class, prefix + "%"))
                .containsExactly("COMPLETED 300", "DECLINED 180");
    }

    /** The accounts come in another order in each. */
    private List<ReceivedMessage> placed(int consumer) {
        return shuffled(IntStream.range(0, 40)
                .<ReceivedMessage>mapToObj(i -> new OrderPlaced(UUID.randomUUID(), prefix + i % CUSTOMERS,
                        Money.of("1.00", "EUR")))
                .toList(), consumer);
    }

    @Test
    void batchesOverTheSameOrdersAndAccountsInAnyOrderNeitherDeadlockNorLoseMoney() throws Exception {
        openAccounts();
        var orders = IntStream.range(0, ORDERS).mapToObj(_ -> UUID.randomUUID()).toList();
        var messages = new ArrayList<ReceivedMessage>();
        for (int i = 0; i < ORDERS; i++) {
            messages.add(new OrderPlaced(orders.get(i), prefix + i % CUSTOMERS, Money.of("1.00", "EUR")));
            messages.add(new CancelPayment(orders.get(i)));
        }

        allAtOnce(IntStream.range(0, CONSUMERS).mapToObj(seed -> shuffled(messages, seed)).toList());

        assertThat(orders).allSatisfy(order -> assertThat(outside.said(order).stream().map(Sent::type).toList())
                .isIn(List.of("PaymentCompleted", "PaymentCancelled"), List.of("PaymentCancelled")));
        assertThat(orders).allSatisfy(order -> assertThat(outside.said(order)).extracting(Sent::sequence)
                .isEqualTo(List.of(1L, 2L).subList(0, outside.said(order).size())));
        assertThat(balances()).isEqualByComparingTo("300.00");
    }

    @Test
    void theRoundTripsDoNotGrowWithTheBatch() {
        openAccounts();
        int few = statementsFor(10);
        int many = statementsFor(100);

        assertThat(many).as("statements for 100 messages, %s for 10", few).isEqualTo(few).isEqualTo(4);
    }

    /** While the table is small as well: a plan that was good for few rows would be kept when there are many. */
    @ParameterizedTest
    @ValueSource(strings = {JdbcPayments.LOCK, JdbcPayments.UPDATE})
    void rowsAreFoundByTheirKeys(String statement) {
        Plans.requireFoundBy("order_id", jdbc, statement);
    }

    private int statementsFor(int size) {
        var batch = IntStream.range(0, size)
                .<ReceivedMessage>mapToObj(i -> new OrderPlaced(UUID.randomUUID(),
                        i % 4 == 0 ? prefix + "nobody-" + i : prefix + i % CUSTOMERS, Money.of("0.01", "EUR")))
                .toList();
        return statements.during(() -> handle(batch), "payment", "account").size();
    }

    private static List<ReceivedMessage> shuffled(List<ReceivedMessage> messages, int seed) {
        var shuffled = new ArrayList<>(messages);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    private void allAtOnce(List<List<ReceivedMessage>> batches) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = batches.stream().<Callable<Void>>map(batch -> () -> {
                for (int from = 0; from < batch.size(); from += BATCH) {
                    repeatUntilFirst(batch.subList(from, Math.min(batch.size(), from + BATCH)));
                }
                return null;
            }).toList();
            for (var done : threads.invokeAll(calls)) {
                done.get();
            }
        }
    }

    /** As a subscription does with what may pass the next time; a deadlock would fail otherwise. */
    private void repeatUntilFirst(List<ReceivedMessage> messages) {
        while (true) {
            try {
                handle(messages);
                return;
            } catch (OptimisticLockingFailureException e) {
                assertThat(e).hasMessageStartingWith("another transaction was the first");
            }
        }
    }

    private void handle(List<ReceivedMessage> messages) {
        var handlers = new PaymentHandlers(payments, accounts, outbox);
        var batch = messages.stream().map(message -> IncomingMessage.of(UUID.randomUUID(), "any",
                message.orderId().toString(), Instant.EPOCH, message)).toList();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            handlers.lock(List.copyOf(batch));
            batch.forEach(handlers::handle);
        });
    }

    private void openAccounts() {
        for (int i = 0; i < CUSTOMERS; i++) {
            jdbc.update("insert into account values (?, 'EUR', 100)", prefix + i);
        }
    }

    private BigDecimal balances() {
        return jdbc.queryForList("select sum(balance) from account where customer_id like ?", BigDecimal.class,
                prefix + "%").getFirst();
    }
}
