package dev.ordersaga.benchmarks.programs;

import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer that is not transactional, and what became of what it sent. */
final class Sending {

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Surroundings.producer(),
            new ByteArraySerializer(), new ByteArraySerializer());
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (_, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    /** Returns when everything sent has been acknowledged. */
    void flush() {
        producer.flush();
        var failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
    }

    /** For a single record. */
    void sendAndWait(ProducerRecord<byte[], byte[]> record) throws Exception {
        producer.send(record).get();
    }
}
