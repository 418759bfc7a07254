package dev.ordersaga.local.audit;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far a consumer group is behind. Offsets count the markers of transactions as well, so the first record that is not
 * read yet is looked for.
 */
final class ConsumerLag implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int TIMEOUT_SECONDS = 10;

    /**
     * How far.
     *
     * @param records at most so many
     * @param seconds the age of the oldest of them
     */
    record Lag(long records, double seconds) {}

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    ConsumerLag(String bootstrapServers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        consumer = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1_000,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000, ConsumerConfig.CLIENT_ID_CONFIG, "audit-lag"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** @throws KafkaException if the broker does not tell */
    Lag of(String group) {
        var from = committed(group);
        var ends = consumer.endOffsets(from.keySet());
        from.entrySet().removeIf(partition -> partition.getValue() >= end(ends, partition.getKey()));
        long oldest = System.currentTimeMillis();
        long records = 0;
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        var open = new HashSet<>(from.keySet());
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!open.isEmpty() && System.nanoTime() - giveUp < 0) {
            var polled = consumer.poll(POLL);
            for (var partition : polled.partitions()) {
                if (open.remove(partition)) {
                    oldest = Math.min(oldest, polled.records(partition).getFirst().timestamp());
                    records += end(ends, partition) - from.getOrDefault(partition, 0L);
                }
            }
            open.removeIf(partition -> consumer.position(partition) >= end(ends, partition));
        }
        return new Lag(records, Math.max(0, System.currentTimeMillis() - oldest) / 1e3);
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private Map<TopicPartition, Long> committed(String group) {
        try {
            var offsets = new HashMap<TopicPartition, Long>();
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS).forEach((partition, offset) -> {
                        if (offset != null) {
                            offsets.put(partition, offset.offset());
                        }
                    });
            return offsets;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot ask how far " + group + " has read", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        consumer.close();
    }
}
