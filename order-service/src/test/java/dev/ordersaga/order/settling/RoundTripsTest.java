package dev.ordersaga.order.settling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.ordersaga.order.ServiceTest;
import dev.ordersaga.order.Shop;
import dev.ordersaga.order.settling.InventoryEvent.StockReserved;
import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.testing.StatementLog;

/** The outbox and the inbox have one more each. */
@ServiceTest
class RoundTripsTest {

    @Autowired
    private Shop shop;
    @Autowired
    private SagaHandlers handlers;
    @Autowired
    private PlatformTransactionManager transactions;
    @Autowired
    private StatementLog statements;

    private String sku = "";

    @BeforeEach
    void stockTheShop() {
        sku = shop.newProduct("18.90", "EUR");
    }

    @Test
    void placingAnOrderReadsThePricesAndInsertsTheOrderWithItsFirstStep() {
        assertThat(during(() -> shop.placed("alice", sku))).hasSize(2);
    }

    @Test
    void anIdempotencyKeyTakesOneMoreAndARepetitionThenLooksForItsOrder() {
        var key = UUID.randomUUID().toString();
        Runnable place = () -> shop.place(Shop.order("alice", sku, 2), key).expectStatus().isAccepted();

        assertThat(during(place)).hasSize(3);
        assertThat(during(place)).satisfiesExactly(
                prices -> assertThat(prices).contains("from product"),
                takenAmongOthers -> assertThat(takenAmongOthers).startsWith("insert into idempotency_key"),
                taken -> assertThat(taken).startsWith("insert into idempotency_key"),
                use -> assertThat(use).contains("from idempotency_key"),
                order -> assertThat(order).contains("from orders"));
    }

    @Test
    void aBatchTakesAsManyWhateverItsSize() {
        var small = reserved(2);
        var large = reserved(50);

        assertThat(during(() -> handle(small))).hasSize(3);
        assertThat(during(() -> handle(large))).hasSize(3);
    }

    private List<IncomingMessage<StockReserved>> reserved(int orders) {
        var messages = new ArrayList<IncomingMessage<StockReserved>>();
        for (int i = 0; i < orders; i++) {
            var id = shop.placed("alice", sku);
            messages.add(new IncomingMessage<>(UUID.randomUUID(), "inventory-events", id.toString(), 1, "StockReserved",
                    "/inventory-service", Instant.EPOCH, id.toString(), new StockReserved(id)));
        }
        return messages;
    }

    private void handle(List<IncomingMessage<StockReserved>> messages) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            handlers.lock(List.copyOf(messages));
            messages.forEach(handlers::handle);
        });
    }

    private List<String> during(Runnable work) {
        return statements.during(work, "orders", "order_step", "product", "idempotency_key");
    }
}
