package dev.ordersaga.order.settling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.ordersaga.order.ServiceTest;
import dev.ordersaga.order.Shop;
import dev.ordersaga.order.order.Orders;
import dev.ordersaga.order.settling.PaymentEvent.PaymentDeclined;
import dev.ordersaga.testing.Contract;
import dev.ordersaga.testing.Outside.Sent;
import dev.ordersaga.testing.Outside;

@ServiceTest
class CancellationOverHttpTest {

    @Autowired
    private Shop shop;
    @Autowired
    private Outside outside;
    @Autowired
    private Orders orders;
    @Autowired
    private OrderSaga saga;
    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void asksTheOtherServicesOnceHoweverOftenItIsAsked() {
        var order = shop.placed("alice");

        for (int i = 0; i < 3; i++) {
            var answer = shop.cancel(order).expectStatus().isAccepted();
            var body = shop.body(answer);
            assertThat(body.get("id").asString()).isEqualTo(order.toString());
            assertThat(body.get("status").asString()).isEqualTo("CANCELLING");
            assertThat(body.get("reason").asString()).isEqualTo("CUSTOMER_REQUEST");
        }

        var said = outside.said(order);
        assertThat(said).extracting(Sent::type).containsExactly("OrderPlaced", "CancelPayment", "ReleaseStock");
        assertThat(said).extracting(Sent::topic).containsExactly("order-events", "payment-commands",
                "inventory-commands");
        assertThat(said).extracting(Sent::sequence).containsExactly(1L, 2L, 3L);
        said.forEach(sent -> Contract.assertValid(sent.type(), sent.payload()));
        assertThat(outside.correlationIds(order)).containsExactly(order.toString());
    }

    @Test
    void isRefusedOnceTheOrderHasEndedForAnotherReason() {
        var order = shop.placed("alice");
        new TransactionTemplate(transactions).executeWithoutResult(_ -> saga
                .react(orders.find(order).orElseThrow(), new PaymentDeclined(order), "payment-service"));

        shop.cancel(order).expectStatus().isEqualTo(409).expectBody()
                .jsonPath("$.detail").isEqualTo("The order has been cancelled already: PAYMENT_DECLINED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0198f5a0-0000-7000-8000-00000000dead", "x", "%20"})
    void needsAnOrder(String id) {
        shop.http().post().uri(URI.create(shop.base() + "/orders/" + id + "/cancellation")).exchange()
                .expectStatus().isNotFound();
    }

    @Test
    void hasNoOtherMethod() {
        shop.http().get().uri("/orders/{id}/cancellation", UUID.randomUUID()).exchange().expectStatus()
                .isEqualTo(405);
    }
}
