package dev.ordersaga.simulation.database;

import java.util.UUID;

import org.apache.kafka.common.header.Headers;

/** A committed row of an outbox. */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record OutboxRow(long position, long transaction, UUID id, String topic, String key, String type,
        byte[] payload, Headers headers) {

    OutboxRow at(long itsPosition, long itsTransaction) {
        return new OutboxRow(itsPosition, itsTransaction, id, topic, key, type, payload, headers);
    }
}
