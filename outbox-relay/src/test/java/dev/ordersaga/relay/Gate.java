package dev.ordersaga.relay;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Lets some transactions of replays be committed, then none until it is opened. */
final class Gate {

    private final AtomicInteger permits;

    Gate(int transactions) {
        this.permits = new AtomicInteger(transactions);
    }

    void open() {
        permits.set(Integer.MAX_VALUE);
    }

    Producer<byte[], byte[]> producer(String id, Producer<byte[], byte[]> producer) {
        return id.contains("-source-replay") ? WatchedProducer.of(producer, this::pass) : producer;
    }

    private void pass(String method) {
        if (method.equals("commitTransaction") && permits.getAndDecrement() <= 0) {
            throw new KafkaException("The gate is closed");
        }
    }
}
