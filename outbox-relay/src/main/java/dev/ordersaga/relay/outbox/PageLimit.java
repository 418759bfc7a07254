package dev.ordersaga.relay.outbox;

import org.springframework.util.unit.DataSize;

/** A page ends with the row that reaches one of the two. */
public record PageLimit(int rows, DataSize bytes) {}
