package dev.ordersaga.payment.payment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.payment.account.Accounts;
import dev.ordersaga.payment.payment.ReceivedMessage.CancelPayment;
import dev.ordersaga.payment.payment.ReceivedMessage.OrderPlaced;

@Configuration(proxyBeanMethods = false)
class PaymentMessaging {

    @Bean
    Subscription paymentSubscription(Payments payments, Accounts accounts, Outbox outbox) {
        return subscription(new PaymentHandlers(payments, accounts, outbox));
    }

    static Subscription subscription(PaymentHandlers handlers) {
        return Subscription.named("payment-service")
                .on("order-events", "OrderPlaced", OrderPlaced.class, handlers::handle)
                .on("payment-commands", "CancelPayment", CancelPayment.class, handlers::handle)
                .prepare(handlers::lock)
                .build();
    }
}
