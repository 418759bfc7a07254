package dev.ordersaga.load.driving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sees orders end: a read_committed reader of {@code order-events} that belongs to no service, in a thread of its own. An order
 * has ended when {@code poll} returns its {@code OrderConfirmed} or {@code OrderCancelled}.
 */
final class Ends implements AutoCloseable {

    static final String CONFIRMED = "CONFIRMED";

    private static final String TOPIC = "order-events";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final OrderBook book;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    /** From now on; what was written before is left out. */
    Ends(String bootstrapServers, OrderBook book) {
        this.book = book;
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "client.id", "bench",
                "isolation.level", "read_committed", "enable.auto.commit", false),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition())).toList());
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
        thread = Thread.ofPlatform().daemon().name("ends").start(this::run);
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                var records = consumer.poll(POLL);
                long now = System.nanoTime();
                for (var record : records) {
                    read(record, now);
                }
            }
        } catch (WakeupException _) {
            // closed
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record, long now) {
        switch (text(record.headers().lastHeader("ce_type").value())) {
            case "OrderConfirmed" -> book.ended(id(record), CONFIRMED, now);
            case "OrderCancelled" -> book.ended(id(record), JSON.readTree(record.value()).path("reason").asString(""),
                    now);
            default -> {
                // it goes on
            }
        }
    }

    private static UUID id(ConsumerRecord<byte[], byte[]> record) {
        return UUID.fromString(text(record.key()));
    }

    private static String text(byte @Nullable [] bytes) {
        return new String(Objects.requireNonNull(bytes), UTF_8);
    }

    /** @throws IllegalStateException when it sees nothing any more */
    void requireSeeing() {
        var failed = failure;
        if (failed != null) {
            throw new IllegalStateException("order-events cannot be read", failed);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
