package dev.ordersaga.outbox.messaging;

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
    private final Counter waiting;
    private final Counter replayed;

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
        this.waiting = messages(registry, subscription, "waiting");
        this.replayed = messages(registry, subscription, "replayed");
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

    void done(Batch batch, int delivered) {
        handled.increment(batch.messages().size());
        parked.increment(batch.malformed().size());
        waiting.increment(batch.waiting().size());
        duplicates.increment(delivered - batch.size());
    }

    void replayed(int messages) {
        replayed.increment(messages);
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
