package dev.ordersaga.relay.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map.Entry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.parking.ParkedKey;
import dev.ordersaga.relay.parking.ParkingChanges;
import dev.ordersaga.relay.replay.Replay;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * The compacted topic that holds the progress of each source, as JSON: its cursor under the source's name, each parked
 * key under {@code <source>:parked:<key>}, a replay under {@code <source>:replay}; before the first cursor, the marks of
 * {@link Origin}.
 */
final class CursorTopic {

    private static final String PARKED = ":parked:";
    private static final String REPLAY = ":replay";

    private static final Duration POLL = Duration.ofMillis(200);

    private final String name;
    private final KafkaClients clients;
    private final JsonMapper json;
    private final InstantSource clock;

    CursorTopic(String name, KafkaClients clients, JsonMapper json, InstantSource clock) {
        this.name = name;
        this.clients = clients;
        this.json = json;
        this.clock = clock;
    }

    List<ProducerRecord<byte[], byte[]>> records(String source, Cursor cursor, ParkingChanges changes) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        changes.parked().forEach(key -> records.add(record(source + PARKED + key.key(), key)));
        changes.freed().forEach(key -> records.add(record(source + PARKED + key, null)));
        records.add(record(source, cursor));
        return records;
    }

    private ProducerRecord<byte[], byte[]> record(String key, @Nullable Object value) {
        return new ProducerRecord<>(name, key.getBytes(UTF_8), value == null ? null : json.writeValueAsBytes(value));
    }

    /** @param replay null: there is none any more */
    ProducerRecord<byte[], byte[]> replay(String source, @Nullable Replay replay) {
        return record(source + REPLAY, replay);
    }

    /** Sets a mark, or takes it away. */
    ProducerRecord<byte[], byte[]> mark(String key, boolean set) {
        return record(key, set ? Map.of("at", clock.instant().toString()) : null);
    }

    /**
     * What the topic holds of a source.
     *
     * @param marks those of {@link Origin} that are set
     */
    record Found(Progress progress, List<String> marks) {

        static final Found NOTHING = new Found(new Progress(Optional.empty(), List.of(), Optional.empty(), false),
                List.of());
    }

    /** Makes the topic if there is none. Waits for the answer that it is made. */
    void create() {
        var admin = clients.admin(clients.transactionTimeout());
        try {
            if (!await(admin.listTopics().names()).contains(name)) {
                await(admin.createTopics(List.of(compacted())).all());
            }
        } catch (TopicExistsException _) {
            // another source's worker was faster
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /** Small segments: the one being written is never compacted, and each start reads all that is left. */
    private NewTopic compacted() {
        return new NewTopic(name, Optional.of(1), Optional.empty()).configs(Map.of( //
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT, //
                TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(DataSize.ofMegabytes(16).toBytes()), //
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1"));
    }

    /** The progress that was committed last. */
    Found read(String source) {
        var latest = latest(key -> isAbout(source, key));
        var cursor = Optional.ofNullable(latest.remove(source)).map(value -> json.readValue(value, Cursor.class));
        var replay = Optional.ofNullable(latest.remove(source + REPLAY)).map(this::replay);
        var marks = Origin.marksOf(source).stream().filter(mark -> latest.remove(mark) != null).toList();
        var parked = latest.values().stream().map(value -> json.readValue(value, ParkedKey.class)).toList();
        return new Found(new Progress(cursor, parked, replay, cursor.isEmpty() && !Origin.isNew(source, marks)), marks);
    }

    Optional<Replay> readReplay(String source) {
        return Optional.ofNullable(latest((source + REPLAY)::equals).get(source + REPLAY)).map(this::replay);
    }

    private Replay replay(byte[] value) {
        return json.readValue(value, Replay.class);
    }

    /**
     * What was committed last under these keys. Reads up to the end as it is for everybody, not only up to the end of what is
     * committed: behind a record of another source's open transaction, a later cursor of this source would be missed.
     * Such a transaction ends, at the latest when the broker times it out.
     */
    private Map<String, byte[]> latest(Predicate<String> keys) {
        var deadline = clock.instant().plus(clients.transactionTimeout().multipliedBy(2)).plusSeconds(10);
        var latest = new HashMap<String, byte[]>();
        try (var consumer = clients.committedReader()) {
            var ends = ends();
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (clock.instant().isAfter(deadline)) {
                    throw new TimeoutException("Topic " + name + " is held up by a transaction that does not end");
                }
                for (var record : consumer.poll(POLL)) {
                    var key = new String(record.key(), UTF_8);
                    if (record.value() == null) {
                        latest.remove(key);
                    } else if (keys.test(key)) {
                        latest.put(key, record.value());
                    }
                }
            }
        }
        return latest;
    }

    private static boolean isAbout(String source, String key) {
        return key.equals(source) || key.startsWith(source + PARKED) || key.equals(source + REPLAY)
                || Origin.marksOf(source).contains(key);
    }

    /** Asked of the admin client, which fails where a consumer would take an unknown topic for one without records. */
    private Map<TopicPartition, Long> ends() {
        var admin = clients.admin(clients.transactionTimeout());
        try {
            var partitions = await(admin.describeTopics(List.of(name)).allTopicNames()).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .map(partition -> new TopicPartition(name, partition.partition()));
            var latest = partitions.collect(toMap(identity(), _ -> OffsetSpec.latest()));
            var everything = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
            var offsets = await(admin.listOffsets(latest, everything).all());
            return offsets.entrySet().stream().collect(toMap(Entry::getKey, end -> end.getValue().offset()));
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(clients.transactionTimeout().toMillis(), MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("Kafka does not answer", e);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case TimeoutException timeout -> new TimeoutException("Kafka does not answer", timeout);
                case KafkaException other -> other;
                case null, default -> new KafkaException(e);
            };
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
