package dev.ordersaga.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;

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

import dev.ordersaga.inventory.ServiceTest;
import dev.ordersaga.inventory.reservation.ReceivedMessage.OrderPlaced.Line;
import dev.ordersaga.inventory.reservation.ReceivedMessage.OrderPlaced;
import dev.ordersaga.inventory.reservation.ReceivedMessage.PaymentCompleted;
import dev.ordersaga.inventory.reservation.ReceivedMessage.ReleaseStock;
import dev.ordersaga.inventory.stock.StockItems;
import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.testing.Outside.Sent;
import dev.ordersaga.testing.Outside;
import dev.ordersaga.testing.Plans;
import dev.ordersaga.testing.StatementLog;

/** Batches side by side on the real database, as several consumers and instances have them. */
@ServiceTest
class ReservationLocksTest {

    private static final int CONSUMERS = 12;
    private static final int SKUS = 6;
    private static final int PIECES = 100;
    private static final int ORDERS = 120;
    private static final int BATCH = 8;

    @Autowired
    private PlatformTransactionManager transactions;
    @Autowired
    private Reservations reservations;
    @Autowired
    private StockItems stock;
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
    void batchesOverTheSameSkusInOppositeOrdersNeitherDeadlockNorOversell() throws Exception {
        takeIn();
        var orders = IntStream.range(0, 4 * ORDERS).mapToObj(_ -> UUID.randomUUID()).toList();

        allAtOnce(IntStream.range(0, CONSUMERS)
                .mapToObj(i -> placedAndPaid(orders.stream().filter(id -> orders.indexOf(id) % CONSUMERS == i)
                        .toList()))
                .toList());

        assertThat(orders.stream().map(this::said)).containsOnly(List.of("StockReserved"),
                List.of("StockShort", "CancelPayment"));
        assertThat(jdbc.queryForList("select available from stock where sku like ?", Long.class, prefix + "%"))
                .hasSize(SKUS).contains(0L);
        assertThat(jdbc.queryForList("""
                select sku from stock where sku like ? and (available + reserved <> ? or reserved <>
                    (select sum((lines ->> stock.sku)::bigint) from reservation where status = 'RESERVED'))""", prefix
                + "%", PIECES)).isEmpty();
    }

    @Test
    void batchesThatReserveAndReleaseTheSameOrdersInAnyOrderLeaveTheStockAsItWas() throws Exception {
        takeIn();
        var orders = IntStream.range(0, ORDERS).mapToObj(_ -> UUID.randomUUID()).toList();
        var messages = new ArrayList<>(placedAndPaid(orders));
        orders.forEach(order -> messages.add(new ReleaseStock(order)));

        allAtOnce(IntStream.range(0, CONSUMERS).mapToObj(seed -> shuffled(messages, seed)).toList());

        assertStock(PIECES, 0);
        assertThat(orders).allSatisfy(order -> assertThat(said(order)).last().isEqualTo("StockReleased"));
        assertThat(orders).allSatisfy(order -> assertThat(outside.said(order)).extracting(Sent::sequence)
                .isEqualTo(List.of(1L, 2L, 3L).subList(0, outside.said(order).size())));
    }

    @Test
    void theRoundTripsDoNotGrowWithTheBatch() {
        takeIn();
        int few = statementsFor(10);
        int many = statementsFor(50);

        assertThat(many).as("statements for 50 orders, %s for 10", few).isEqualTo(few).isEqualTo(4);
    }

    /** While the table is small as well: a plan that was good for few rows would be kept when there are many. */
    @ParameterizedTest
    @ValueSource(strings = {JdbcReservations.LOCK, JdbcReservations.UPDATE})
    void rowsAreFoundByTheirKeys(String statement) {
        Plans.requireFoundBy("order_id", jdbc, statement);
    }

    private int statementsFor(int size) {
        var batch = placedAndPaid(IntStream.range(0, size).mapToObj(_ -> UUID.randomUUID()).toList());
        return statements.during(() -> handle(batch), "reservation", "stock").size();
    }

    /** Every order wants one piece of half of the skus, in an order of its own. */
    private List<ReceivedMessage> placedAndPaid(List<UUID> orders) {
        var messages = new ArrayList<ReceivedMessage>();
        for (var order : orders) {
            var skus = new ArrayList<>(IntStream.range(0, SKUS).mapToObj(i -> prefix + i).toList());
            Collections.shuffle(skus, new Random(order.getLeastSignificantBits()));
            messages.add(new OrderPlaced(order, skus.stream().limit(SKUS / 2).map(sku -> new Line(sku, 1)).toList()));
            messages.add(new PaymentCompleted(order));
        }
        return messages;
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
        var handlers = new ReservationHandlers(reservations, stock, outbox);
        var batch = messages.stream().map(message -> IncomingMessage.of(UUID.randomUUID(), "any",
                message.orderId().toString(), Instant.EPOCH, message)).toList();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            handlers.lock(List.copyOf(batch));
            batch.forEach(handlers::handle);
        });
    }

    private void takeIn() {
        for (int i = 0; i < SKUS; i++) {
            jdbc.update("insert into stock values (?, ?, 0)", prefix + i, PIECES);
        }
    }

    private List<String> said(UUID order) {
        return outside.said(order).stream().map(Sent::type).toList();
    }

    private void assertStock(long available, long reserved) {
        assertThat(jdbc.queryForList("select available || '/' || reserved from stock where sku like ?", String.class,
                prefix + "%")).hasSize(SKUS).containsOnly(available + "/" + reserved);
    }
}
