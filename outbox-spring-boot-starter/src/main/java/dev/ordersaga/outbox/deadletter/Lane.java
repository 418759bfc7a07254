package dev.ordersaga.outbox.deadletter;

import java.util.UUID;

/** A lane of a subscription: its messages are handled one after the other, in the order in which they came. */
public record Lane(String subscription, UUID id) {}
