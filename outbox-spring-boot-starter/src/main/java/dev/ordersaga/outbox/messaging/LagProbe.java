package dev.ordersaga.outbox.messaging;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a consumer group is behind, as the broker knows it. The end is the last stable offset, so that an open transaction
 * does not count. Offsets count the markers of transactions as well, and there is always one behind the last record: so the
 * first record that is not read yet is looked for, which also tells its age. Not thread-safe.
 */
final class LagProbe implements AutoCloseable {

    static final int TIMEOUT_MS = 5_000;
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * How far a group is behind.
     *
     * @param records at most so many, for markers count
     * @param oldest the time of the oldest record that is not read, in milliseconds since 1970; {@code Long.MAX_VALUE} if
     * there is none, or it could not be read in time
     */
    record Lag(long records, long oldest) {}

    private record Gap(long from, long end) {}

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Gap> empty = new HashMap<>();

    /** @param consumer belongs to no group, reads what is committed */
    LagProbe(Admin admin, KafkaConsumer<byte[], byte[]> consumer) {
        this.admin = admin;
        this.consumer = consumer;
    }

    Lag of(String group, Collection<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        var gaps = gaps(group, topics);
        gaps.entrySet().removeIf(gap -> gap.getValue().equals(empty.get(gap.getKey())));
        var times = times(gaps);
        long oldest = times.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
        long records = gaps.entrySet().stream().filter(gap -> !gap.getValue().equals(empty.get(gap.getKey())))
                .mapToLong(gap -> gap.getValue().end() - gap.getValue().from()).sum();
        return new Lag(records, oldest);
    }

    private Map<TopicPartition, Gap> gaps(String group, Collection<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        var partitions = new ArrayList<TopicPartition>();
        get(admin.describeTopics(topics).allTopicNames()).values().forEach(topic -> topic.partitions()
                .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition()))));
        var read = get(admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
                .partitionsToOffsetAndMetadata(group));
        var begins = offsets(partitions, OffsetSpec.earliest());
        var ends = offsets(partitions, OffsetSpec.latest());
        var gaps = new HashMap<TopicPartition, Gap>();
        for (var partition : partitions) {
            var committed = read.get(partition);
            long begin = requireNonNull(begins.get(partition)).offset();
            long from = committed == null ? begin : Math.max(begin, committed.offset());
            long end = requireNonNull(ends.get(partition)).offset();
            if (from < end) {
                gaps.put(partition, new Gap(from, end));
            }
        }
        return gaps;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException, TimeoutException {
        return get(admin.listOffsets(partitions.stream().collect(toMap(Function.identity(), _ -> which)),
                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all());
    }

    /** Of the first record in each gap; a gap without any is remembered as empty. */
    private Map<TopicPartition, Long> times(Map<TopicPartition, Gap> gaps) {
        var times = new HashMap<TopicPartition, Long>();
        if (gaps.isEmpty()) {
            return times;
        }
        var open = new HashSet<>(gaps.keySet());
        consumer.assign(open);
        gaps.forEach((partition, gap) -> consumer.seek(partition, gap.from()));
        long giveUp = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
        while (!open.isEmpty() && System.nanoTime() - giveUp < 0) {
            var records = consumer.poll(POLL);
            for (var partition : records.partitions()) {
                times.putIfAbsent(partition, records.records(partition).getFirst().timestamp());
                open.remove(partition);
            }
            gaps.forEach((partition, gap) -> {
                if (open.contains(partition) && consumer.position(partition) >= gap.end()) {
                    empty.put(partition, gap);
                    open.remove(partition);
                }
            });
            consumer.pause(gaps.keySet().stream().filter(partition -> !open.contains(partition)).toList());
        }
        consumer.assign(List.of());
        return times;
    }

    private static <T> T get(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
