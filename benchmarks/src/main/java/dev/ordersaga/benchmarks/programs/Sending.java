package dev.ordersaga.benchmarks.programs;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer that is not transactional, and what became of what it sent. */
final class Sending {

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** With the relay's settings. */
    Sending() {
        this(Surroundings.producer());
    }

    private Sending(Map<String, Object> settings) {
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends each record at once, whether others follow or not. */
    static Sending atOnce() {
        var settings = Surroundings.producer();
        settings.put("linger.ms", 0);
        return new Sending(settings);
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        var _ = producer.send(record, (_, exception) -> {
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
}
