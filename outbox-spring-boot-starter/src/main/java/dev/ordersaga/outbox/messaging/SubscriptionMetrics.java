package dev.ordersaga.outbox.messaging;

import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What a subscription has done, as meters named {@code ordersaga.subscription.*} and tagged with its name. */
final class SubscriptionMetrics {

    private final Timer batches;
    private final Counter handled;
    private final Counter duplicates;
    private final Counter ignored;
    private final Counter repeated;
    private final Counter parked;

    SubscriptionMetrics(MeterRegistry registry, String subscription) {
        this.batches = Timer.builder("ordersaga.subscription.batches")
                .description("Poll batches handled in one transaction")
                .tag("subscription", subscription)
                .register(registry);
        this.handled = messages(registry, subscription, "handled");
        this.duplicates = messages(registry, subscription, "duplicate");
        this.ignored = messages(registry, subscription, "ignored");
        this.repeated = messages(registry, subscription, "repeated");
        this.parked = messages(registry, subscription, "parked");
    }

    private static Counter messages(MeterRegistry registry, String subscription, String outcome) {
        return Counter.builder("ordersaga.subscription.messages")
                .description("Messages by what became of them")
                .tag("subscription", subscription)
                .tag("outcome", outcome)
                .register(registry);
    }

    void batch(Runnable work) {
        batches.record(work);
    }

    void handled(List<Delivery> fresh, int delivered) {
        int malformed = Math.toIntExact(fresh.stream().filter(Delivery.Malformed.class::isInstance).count());
        parked.increment(malformed);
        handled.increment(fresh.size() - malformed);
        duplicates.increment(delivered - fresh.size());
    }

    void ignored() {
        ignored.increment();
    }

    void repeated() {
        repeated.increment();
    }

    void parked() {
        parked.increment();
    }
}
