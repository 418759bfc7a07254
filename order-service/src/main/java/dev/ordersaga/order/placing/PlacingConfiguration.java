package dev.ordersaga.order.placing;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

import dev.ordersaga.order.OrdersProperties;
import dev.ordersaga.order.order.OrderOutbox;
import dev.ordersaga.order.order.Orders;
import dev.ordersaga.order.product.Products;
import dev.ordersaga.outbox.Outbox;

@Configuration(proxyBeanMethods = false)
class PlacingConfiguration {

    @Bean
    OrderDesk orderDesk(Products products, Orders orders, IdempotencyKeys keys, Outbox outbox, Clock clock,
            OrdersProperties properties) {
        return new OrderDesk(products, orders, keys, new OrderOutbox(outbox), clock, properties.deadline());
    }

    @Bean
    Placing placing(OrderDesk desk, PlatformTransactionManager transactions) {
        return new PlacingTogether(desk, transactions, work -> Thread.ofVirtual().name("placing").start(work));
    }
}
