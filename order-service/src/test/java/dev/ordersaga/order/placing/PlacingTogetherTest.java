package dev.ordersaga.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

import dev.ordersaga.order.ServiceTest;
import dev.ordersaga.order.Shop;
import dev.ordersaga.order.placing.OrderDesk.Asked;
import dev.ordersaga.order.placing.OrderRequest.Line;
import dev.ordersaga.order.placing.Placement.Placed;
import dev.ordersaga.outbox.MessageContext;
import dev.ordersaga.testing.Outside;
import dev.ordersaga.testing.StatementLog;

@ServiceTest
class PlacingTogetherTest {

    private static final MessageContext NO_CONTEXT = new MessageContext(null, null, null);

    @Autowired
    private Shop shop;
    @Autowired
    private Outside outside;
    @Autowired
    private OrderDesk desk;
    @Autowired
    private PlatformTransactionManager transactions;
    @Autowired
    private DataSource database;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private StatementLog statements;

    private final String customer = "alice-" + UUID.randomUUID();
    private PlacingTogether placing;
    private String sku = "";

    @BeforeEach
    void stockTheShop() {
        placing = new PlacingTogether(desk, transactions, Runnable::run);
        sku = shop.newProduct("18.90", "EUR");
    }

    @Test
    void severalTakeAsManyStatementsAsOne() {
        for (int orders : new int[]{1, 2, 50}) {
            var asked = new ArrayList<Asked>();
            for (int i = 0; i < orders; i++) {
                asked.add(asked(1 + i, UUID.randomUUID().toString()));
            }
            assertThat(statements.during(() -> assertThat(placing.place(asked)).doesNotContain(Optional.empty()),
                    "orders", "order_step", "product", "idempotency_key", "outbox")).hasSize(4);
        }
        assertThat(placed()).isEqualTo(53);
    }

    @Test
    void eachIsKeptAndToldAsIfItWereAlone() {
        var placements = placing.place(List.of(asked(1, null), asked(7, null)));

        for (var placement : placements) {
            var view = placement.orElseThrow().order();
            var seen = shop.see(view.id());
            assertThat(seen.at("/total/amount").asString()).isEqualTo(view.total().amount().toPlainString());
            assertThat(seen.at("/placedAt").asString()).isEqualTo(view.placedAt().toString());
            assertThat(seen.at("/lines/0/quantity").asInt()).isEqualTo(view.lines().getFirst().quantity());
            assertThat(seen.at("/steps").valueStream().map(step -> step.get("type").asString()))
                    .containsExactly("OrderPlaced");
            assertThat(outside.said(view.id())).singleElement().satisfies(sent -> {
                assertThat(sent.type()).isEqualTo("OrderPlaced");
                assertThat(sent.sequence()).isEqualTo(1);
            });
            assertThat(outside.correlationIds(view.id())).containsExactly(view.id().toString());
        }
    }

    @Test
    void oneThatTheDatabaseRefusesKeepsNoOtherFromBeingPlaced() {
        var good = asked(1, null);
        var bad = new Asked(new OrderRequest("al\0ice", good.request().lines()), null, NO_CONTEXT); // none over HTTP is

        assertThat(placing.place(List.of(good, bad, good))).containsOnly(Optional.empty());
        assertThat(placed()).isZero();

        assertThat(placing.place(good.request(), null)).isInstanceOf(Placed.class);
        assertThatThrownBy(() -> placing.place(bad.request(), null)).hasMessageContaining("0x00");
        assertThat(placed()).isOne();
    }

    @Test
    void aKeyThatAnotherTransactionIsTakingIsWaitedForByNobodyElse() throws SQLException {
        var key = UUID.randomUUID().toString();
        try (var other = database.getConnection()) {
            other.setAutoCommit(false);
            try (var take = other.createStatement()) {
                take.execute("insert into idempotency_key (key, request_sha256, order_id) values ('" + key
                        + "', 'x', gen_random_uuid())");
            }
            var both = List.of(asked(1, key), asked(2, null));
            assertThatThrownBy(() -> new TransactionTemplate(transactions).execute(_ -> desk.place(both)))
                    .hasMessageContaining("lock timeout");
            assertThat(placing.place(both)).containsOnly(Optional.empty());
            assertThat(placing.place(asked(2, null).request(), null)).isInstanceOf(Placed.class);
            other.rollback();
        }
        assertThat(placing.place(asked(1, key).request(), key)).isInstanceOf(Placed.class);
        assertThat(placed()).isEqualTo(2);
    }

    @Test
    void whatMayHaveBeenCommittedIsNotPlacedOnceMore() {
        var broken = new PlacingTogether(desk, new AnswersAreLost(transactions), Runnable::run);

        assertThatThrownBy(() -> broken.place(asked(1, null).request(), null))
                .isInstanceOf(TransactionSystemException.class);
        assertThat(placed()).isOne();
    }

    /** Commits, and does not get to know it. */
    private record AnswersAreLost(PlatformTransactionManager transactions) implements PlatformTransactionManager {

        @Override
        public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
            return transactions.getTransaction(definition);
        }

        @Override
        public void commit(TransactionStatus status) {
            transactions.commit(status);
            throw new TransactionSystemException("the connection is gone");
        }

        @Override
        public void rollback(TransactionStatus status) {
            transactions.rollback(status);
        }
    }

    private Asked asked(int quantity, @Nullable String key) {
        return new Asked(new OrderRequest(customer, List.of(new Line(sku, quantity))), key, NO_CONTEXT);
    }

    private long placed() {
        Long count = jdbc.queryForObject("select count(*) from orders where customer_id = ?", Long.class, customer);
        return count == null ? 0 : count;
    }
}
