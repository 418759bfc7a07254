package dev.ordersaga.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A read_committed consumer of its own, which belongs to no service: sees every record once, whatever is broken, and
 * counts what comes twice, comes late or is left out. Reads in a thread of its own.
 */
final class TopicObserver implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BACK_OFF = Duration.ofSeconds(1);
    private static final int KEPT = 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Tally tally;
    private final Map<Topic, Deque<ConsumerRecord<byte[], byte[]>>> last = new EnumMap<>(Topic.class);
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean atTheEnd;
    private final AtomicLong asked = new AtomicLong();
    private volatile long answered;

    private TopicObserver(String bootstrapServers, Tally tally) {
        this.tally = tally;
        this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "client.id", "observer",
                "isolation.level", "read_committed", "enable.auto.commit", false, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform().daemon().name("observer").unstarted(this::run);
    }

    /** Reads all topics of the services from their beginnings, as soon as all are there. */
    static TopicObserver start(String bootstrapServers, Tally tally) {
        var observer = new TopicObserver(bootstrapServers, tally);
        observer.thread.start();
        return observer;
    }

    /** The last records of that topic, oldest first. */
    List<ConsumerRecord<byte[], byte[]>> lastOf(Topic topic) {
        synchronized (last) {
            return List.copyOf(last.getOrDefault(topic, new ArrayDeque<>()));
        }
    }

    /** Waits until everything is read that was written before. @return whether it was, within that time */
    boolean readsToTheEnd(Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        long question = asked.incrementAndGet();
        while (answered < question || !atTheEnd) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    private void run() {
        while (!closed) {
            try {
                if (consumer.assignment().isEmpty()) {
                    assign();
                } else {
                    read();
                }
            } catch (InterruptException _) {
                return;
            } catch (KafkaException _) {
                LockSupport.parkNanos(BACK_OFF.toNanos()); // the broker is broken, too, at times
            }
        }
    }

    /** Services make their topics at their start, in the background: they may be ready before all are there. */
    private void assign() {
        var topics = consumer.listTopics();
        topics.keySet().retainAll(Tally.TOPICS);
        if (topics.size() == Tally.TOPICS.size()) {
            consumer.assign(topics.values().stream().flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList());
        } else {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private void read() {
        var records = consumer.poll(POLL);
        for (var record : records) {
            tally.add(record, text(record, "ce_source"));
            if (Topic.NAMES.contains(record.topic()) && !text(record, "ce_source").equals(Stranger.SOURCE)) {
                keep(record);
            }
        }
        if (records.isEmpty() && answered < asked.get()) {
            long question = asked.get();
            var ends = consumer.endOffsets(consumer.assignment());
            atTheEnd = ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            answered = question;
        }
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        synchronized (last) {
            var kept = last.computeIfAbsent(Topic.named(record.topic()), _ -> new ArrayDeque<>());
            kept.add(record);
            if (kept.size() > KEPT) {
                kept.remove();
            }
        }
    }

    static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        byte @Nullable [] value = header == null ? null : header.value();
        return value == null ? "" : new String(Objects.requireNonNull(value), UTF_8);
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            consumer.close();
        }
    }
}
