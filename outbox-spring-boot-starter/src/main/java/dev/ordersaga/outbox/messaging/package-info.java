/** Runs subscriptions on Kafka: envelope, one transaction a poll batch, repetition, dead letters, topics, health. */
@NullMarked
package dev.ordersaga.outbox.messaging;

import org.jspecify.annotations.NullMarked;
