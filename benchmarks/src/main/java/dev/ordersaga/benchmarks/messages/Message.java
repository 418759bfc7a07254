package dev.ordersaga.benchmarks.messages;

import java.util.UUID;

/**
 * What a service would append to its outbox.
 *
 * @param headers a JSON object of strings
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Message(UUID id, String key, String type, byte[] payload, String headers) {}
