package dev.ordersaga.order.order;

import static dev.ordersaga.testing.Contract.assertValid;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import dev.ordersaga.order.order.InventoryCommand.ReleaseStock;
import dev.ordersaga.order.order.OrderEvent.OrderCancelled;
import dev.ordersaga.order.order.OrderEvent.OrderConfirmed;
import dev.ordersaga.order.order.OrderEvent.OrderPlaced;
import dev.ordersaga.order.order.PaymentCommand.CancelPayment;

/** A field that is renamed, forgotten or added here fails here. */
class SentMessagesContractTest {

    private static final JsonMapper json = new JsonMapper();
    private static final UUID ID = UUID.fromString("019536a1-7c1e-7b3a-9d52-6a1f0c2e4b88");

    static Stream<OrderMessage> sent() {
        var cancelled = Arrays.stream(CancellationReason.values())
                .map(reason -> new OrderCancelled(ID, "alice", reason));
        var commands = Stream.of(CancellationReason.CUSTOMER_REQUEST, CancellationReason.TIMEOUT)
                .flatMap(reason -> Stream.of(new CancelPayment(ID, reason), new ReleaseStock(ID, reason)));
        return Stream.of(Stream.of(placed("EUR", "18.90"), placed("JPY", "2400"), new OrderConfirmed(ID, "alice")),
                cancelled, commands).flatMap(messages -> messages);
    }

    @ParameterizedTest
    @MethodSource("sent")
    void whatItSendsIsWhatTheSchemaSays(OrderMessage message) {
        assertValid(message.getClass().getSimpleName(), json.valueToTree(message));
    }

    @Test
    void allThatItSendsIsTried() {
        var all = Stream.of(OrderMessage.class.getPermittedSubclasses())
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()));

        assertThat(sent().map(OrderMessage::getClass).collect(toSet())).isEqualTo(all.collect(toSet()));
    }

    private static OrderPlaced placed(String currency, String unitPrice) {
        var now = Instant.parse("2026-03-14T09:26:53.589793Z");
        var lines = List.of(new OrderLine("espresso-beans-1kg", 2, new BigDecimal(unitPrice)),
                new OrderLine("moka-pot/3", 10_000, BigDecimal.ZERO));
        return OrderPlaced.of(new Order(ID, "alice", lines, Currency.getInstance(currency), now, now));
    }
}
