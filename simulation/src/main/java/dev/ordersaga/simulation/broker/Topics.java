package dev.ordersaga.simulation.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.database.OutboxRow;

/** The topics. A key always goes to the same partition. */
public final class Topics {

    private final Map<String, List<Partition>> partitions = new LinkedHashMap<>();
    private final Map<String, Integer> keys = new HashMap<>();
    private final Supplier<Instant> now;
    private final Set<Bug> bugs;

    public Topics(Collection<String> names, int partitionsEach, Supplier<Instant> now, Set<Bug> bugs) {
        this.now = now;
        this.bugs = bugs;
        names.stream().sorted().forEach(topic -> partitions.put(topic, IntStream.range(0, partitionsEach)
                .mapToObj(number -> new Partition(topic, number)).toList()));
    }

    /** All at once, as the commit of a Kafka transaction makes them visible. */
    public void publish(List<OutboxRow> rows) {
        rows.forEach(row -> {
            var ofTopic = of(row.topic());
            ofTopic.get(number(row) % ofTopic.size()).append(row, row.key().getBytes(UTF_8), now.get().toEpochMilli());
        });
    }

    /** By the order in which keys are first seen: as good as a hash, and the same whatever the ids are. */
    private int number(OutboxRow row) {
        return bugs.contains(Bug.PARTITION_NOT_BY_KEY)
                ? (int) row.position()
                : keys.computeIfAbsent(row.key(), _ -> keys.size());
    }

    /** The CloudEvents type of a record. */
    public static String type(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_type").value(), UTF_8);
    }

    List<Partition> of(String topic) {
        return requireNonNull(partitions.get(topic), topic);
    }

    public List<Partition> all() {
        return partitions.values().stream().flatMap(List::stream).toList();
    }

    public Runnable save() {
        var saved = new ArrayList<Runnable>();
        all().forEach(partition -> saved.add(partition.save()));
        return () -> saved.forEach(Runnable::run);
    }
}
