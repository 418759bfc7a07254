package dev.ordersaga.local.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * All the topics from their beginnings, as a read_committed consumer sees them; each read goes on where the last one
 * stopped. The relay's own topic of cursors is left out: it carries no messages.
 */
final class PublishedRecords implements AutoCloseable {

    private static final String CURSORS = "outbox-relay-cursors";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STANDSTILL = Duration.ofSeconds(20);
    private static final int SHOWN = 60;

    private final KafkaConsumer<byte[], byte[]> consumer;

    PublishedRecords(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000, ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000, ConsumerConfig.CLIENT_ID_CONFIG, "audit"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads up to the ends as they are now. */
    void read(Consumer<PublishedRecord> reader) {
        assign();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long giveUp = System.nanoTime() + STANDSTILL.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            records.forEach(raw -> reader.accept(published(raw)));
            if (!records.isEmpty()) {
                giveUp = System.nanoTime() + STANDSTILL.toNanos();
            } else if (System.nanoTime() - giveUp > 0) {
                throw new KafkaException("the broker gave no record for " + STANDSTILL.toSeconds() + " s");
            }
        }
    }

    /** Topics may have come since the last read; partitions that are known go on where they are. */
    private void assign() {
        var partitions = new HashSet<TopicPartition>();
        consumer.listTopics().forEach((topic, parts) -> {
            if (!topic.startsWith("__") && !topic.equals(CURSORS)) {
                parts.forEach(part -> partitions.add(new TopicPartition(topic, part.partition())));
            }
        });
        var added = new HashSet<>(partitions);
        added.removeAll(consumer.assignment());
        if (!added.isEmpty()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(added);
        }
    }

    static PublishedRecord published(ConsumerRecord<byte[], byte[]> raw) {
        String key = raw.key() == null ? "" : new String(raw.key(), StandardCharsets.UTF_8);
        byte[] value = raw.value() == null ? new byte[0] : raw.value();
        String type = header(raw, "ce_type");
        return new PublishedRecord(raw.topic(), raw.partition(), raw.offset(), id(header(raw, "ce_id")),
                shown(header(raw, "ce_source")), key, sequence(header(raw, "ce_sequence")),
                Fingerprint.of(raw.topic(), key, type, value), time(header(raw, "ce_time")));
    }

    private static String header(ConsumerRecord<byte[], byte[]> raw, String name) {
        Header header = raw.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** An id in exactly the form that an outbox gives; anything else is of other origin. */
    private static @Nullable UUID id(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static long sequence(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** A stranger's header goes to the terminal: only what is visible, and not much of it. */
    private static String shown(String source) {
        if (source.isBlank()) {
            return "nobody";
        }
        String visible = source.replaceAll("\\P{Graph}", "?");
        return visible.length() <= SHOWN ? visible : visible.substring(0, SHOWN) + "…";
    }

    @Override
    public void close() {
        consumer.close();
    }
}
