package dev.ordersaga.inventory.reservation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ordersaga.inventory.reservation.ReceivedMessage.OrderPlaced;
import dev.ordersaga.inventory.reservation.ReceivedMessage.PaymentCompleted;
import dev.ordersaga.inventory.reservation.ReceivedMessage.PaymentDeclined;
import dev.ordersaga.inventory.reservation.ReceivedMessage.ReleaseStock;
import dev.ordersaga.inventory.stock.StockItems;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.Subscription;

@Configuration(proxyBeanMethods = false)
class ReservationMessaging {

    @Bean
    Subscription reservationSubscription(Reservations reservations, StockItems stock, Outbox outbox) {
        return subscription(new ReservationHandlers(reservations, stock, outbox));
    }

    static Subscription subscription(ReservationHandlers handlers) {
        return Subscription.named("inventory-service")
                .on("order-events", "OrderPlaced", OrderPlaced.class, handlers::handle)
                .on("payment-events", "PaymentCompleted", PaymentCompleted.class, handlers::handle)
                .on("payment-events", "PaymentDeclined", PaymentDeclined.class, handlers::handle)
                .on("inventory-commands", "ReleaseStock", ReleaseStock.class, handlers::handle)
                .prepare(handlers::lock)
                .build();
    }
}
