package dev.ordersaga.outbox.jdbc;

import java.util.UUID;

/**
 * A row to be appended to the outbox table.
 *
 * @param headers a JSON object of strings: the record's headers beyond those that come from columns
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to the JDBC driver, never compared
public record OutboxRow(UUID id, String topic, String key, String type, byte[] payload, String headers) {}
