package dev.ordersaga.outbox.messaging;

import dev.ordersaga.outbox.Subscription;

/** A subscription with what is needed to handle a record of it. */
record Receiver(Subscription subscription, RecordReader reader, DeadLetterNotices notices,
        SubscriptionMetrics metrics) {}
