package dev.ordersaga.order.settling;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

import dev.ordersaga.order.ServiceTest;
import dev.ordersaga.order.SettableClock;
import dev.ordersaga.order.Shop;
import dev.ordersaga.order.order.Orders;
import dev.ordersaga.testing.Outside.Sent;
import dev.ordersaga.testing.Outside;

@ServiceTest
class DeadlinesTest {

    private static final Duration LONGER_THAN_THE_DEADLINE = Duration.ofMinutes(6);

    @Autowired
    private Orders orders;
    @Autowired
    private OrderSaga saga;
    @Autowired
    private PlatformTransactionManager transactions;
    @Autowired
    private SettableClock clock;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private Outside outside;
    @Autowired
    private Shop shop;

    @Test
    void anOrderThatIsPendingForTooLongIsGivenUp() {
        var order = shop.placed("alice");
        clock.advance(Duration.ofMinutes(4));
        instance().expireAll();
        assertThat(shop.see(order).get("status").asString()).isEqualTo("PENDING");
        clock.advance(Duration.ofMinutes(2));
        instance().expireAll();

        var seen = shop.see(order);
        assertThat(seen.get("status").asString()).isEqualTo("CANCELLING");
        assertThat(seen.get("reason").asString()).isEqualTo("TIMEOUT");
        assertThat(seen.at("/steps/1/type").asString()).isEqualTo("DeadlinePassed");
        assertThat(seen.at("/steps/1/source").asString()).isEqualTo("order-service");
        assertThat(outside.said(order)).extracting(Sent::type).containsExactly("OrderPlaced", "CancelPayment",
                "ReleaseStock");
    }

    @Test
    void anOrderThatIsCancelledInTimeIsLeftAlone() {
        var order = shop.placed("alice");
        shop.cancel(order);
        clock.advance(LONGER_THAN_THE_DEADLINE);
        instance().expireAll();

        assertThat(shop.see(order).get("reason").asString()).isEqualTo("CUSTOMER_REQUEST");
    }

    @Test
    void twoInstancesAtOnceGiveUpEachOrderOnce() throws Exception {
        var sku = shop.newProduct("18.90", "EUR");
        var placed = new ArrayList<UUID>();
        for (int i = 0; i < Deadlines.BATCH * 2 + 7; i++) {
            placed.add(shop.placed("alice", sku));
        }
        clock.advance(LONGER_THAN_THE_DEADLINE);

        var counts = atOnce(4);

        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(placed.size());
        for (var order : placed) {
            assertThat(outside.said(order)).extracting(Sent::type).containsExactly("OrderPlaced", "CancelPayment",
                    "ReleaseStock");
        }
    }

    @Test
    void findsOverdueOrdersByTheIndex() {
        var plan = jdbc.execute((Connection connection) -> {
            try (var statement = connection.createStatement()) {
                statement.execute("set enable_seqscan = off");
                var rows = statement.executeQuery("explain select * from orders where status = 'PENDING'"
                        + " and deadline_at <= now() order by deadline_at limit 100 for update skip locked");
                var lines = new StringBuilder();
                while (rows.next()) {
                    lines.append(rows.getString(1)).append('\n');
                }
                statement.execute("reset enable_seqscan");
                return lines.toString();
            }
        });

        assertThat(plan).contains("orders_deadline").doesNotContain("Sort");
    }

    private Deadlines instance() {
        return new Deadlines(orders, saga, transactions, clock);
    }

    private List<Integer> atOnce(int instances) throws Exception {
        var barrier = new CyclicBarrier(instances);
        Callable<Integer> poll = () -> {
            barrier.await();
            return instance().expireAll();
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var counts = new ArrayList<Integer>();
            var running = new ArrayList<Future<Integer>>();
            for (int i = 0; i < instances; i++) {
                running.add(threads.submit(poll));
            }
            for (var one : running) {
                counts.add(one.get());
            }
            return counts;
        }
    }
}
