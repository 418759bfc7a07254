package dev.ordersaga.relay.outbox;

/** A row as a stream brings it, with the transaction that it names as its own. */
public record StreamedRow(long transaction, OutboxRow row) {}
