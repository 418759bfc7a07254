package dev.ordersaga.simulation.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

import dev.ordersaga.simulation.database.OutboxRow;

/** A partition of a topic: records in order, as a {@code read_committed} consumer sees them. */
public final class Partition {

    private final String topic;
    private final int number;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    Partition(String topic, int number) {
        this.topic = topic;
        this.number = number;
    }

    public String topic() {
        return topic;
    }

    public List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    void append(OutboxRow row, byte[] key, long timestamp) {
        records.add(new ConsumerRecord<>(topic, number, records.size(), timestamp, TimestampType.CREATE_TIME,
                key.length, row.payload().length, key, row.payload(), row.headers(), Optional.empty()));
    }

    Runnable save() {
        int size = records.size();
        return () -> records.subList(size, records.size()).clear();
    }

    @Override
    public String toString() {
        return topic + "-" + number;
    }
}
