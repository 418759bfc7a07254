package dev.ordersaga.order.settling;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.ordersaga.order.order.OrderOutbox;
import dev.ordersaga.order.order.Orders;
import dev.ordersaga.order.settling.InventoryEvent.StockReleased;
import dev.ordersaga.order.settling.InventoryEvent.StockReserved;
import dev.ordersaga.order.settling.InventoryEvent.StockShort;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCancelled;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCompleted;
import dev.ordersaga.order.settling.PaymentEvent.PaymentDeclined;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.Subscription;

@Configuration(proxyBeanMethods = false)
class SettlingConfiguration {

    private static final String PAYMENTS = "payment-events";
    private static final String INVENTORY = "inventory-events";

    @Bean
    OrderSaga orderSaga(Orders orders, Outbox outbox, Clock clock) {
        return new OrderSaga(orders, new OrderOutbox(outbox), clock);
    }

    @Bean
    SagaHandlers sagaHandlers(Orders orders, OrderSaga saga, MeterRegistry meters) {
        var unknown = Counter.builder("orders.messages.unknown")
                .description("Messages about orders that nobody knows")
                .register(meters);
        return new SagaHandlers(orders, saga, unknown::increment);
    }

    @Bean
    Subscription sagaSubscription(SagaHandlers handlers) {
        return Subscription.named("order-service")
                .on(PAYMENTS, "PaymentCompleted", PaymentCompleted.class, handlers::handle)
                .on(PAYMENTS, "PaymentDeclined", PaymentDeclined.class, handlers::handle)
                .on(PAYMENTS, "PaymentCancelled", PaymentCancelled.class, handlers::handle)
                .on(INVENTORY, "StockReserved", StockReserved.class, handlers::handle)
                .on(INVENTORY, "StockShort", StockShort.class, handlers::handle)
                .on(INVENTORY, "StockReleased", StockReleased.class, handlers::handle)
                .prepare(handlers::lock)
                .build();
    }
}
