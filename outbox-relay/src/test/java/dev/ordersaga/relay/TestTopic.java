package dev.ordersaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Function.identity;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import dev.ordersaga.testing.Infrastructure;
import dev.ordersaga.testing.TakenRight;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** A topic as a read_committed consumer sees it. */
final class TestTopic {

    private static final int PARTITIONS = 3;

    private final String name;
    private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
    private @Nullable KafkaConsumer<String, byte[]> reader;

    private TestTopic(String name) {
        this.name = name;
    }

    static TestTopic create() {
        var topic = missing();
        topic.make();
        return topic;
    }

    static TestTopic missing() {
        return new TestTopic("topic-" + UUID.randomUUID());
    }

    /** Takes no batch of more than so many bytes. */
    static TestTopic narrow(int bytes) {
        var topic = missing();
        topic.make(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bytes)));
        return topic;
    }

    void make() {
        make(Map.of());
    }

    private void make(Map<String, String> settings) {
        forget();
        try (var admin = admin()) {
            var topic = new NewTopic(name, Optional.of(PARTITIONS), Optional.<Short>empty()).configs(settings);
            admin.createTopics(List.of(topic)).all().get();
            await().ignoreExceptions().until(() -> admin.describeTopics(List.of(name)).allTopicNames().get().values()
                    .stream().flatMap(made -> made.partitions().stream())
                    .noneMatch(partition -> partition.leader() == null));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it is gone. */
    static void delete(String name) {
        try (var admin = admin()) {
            admin.deleteTopics(List.of(name)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(name));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void takes(int bytes) {
        try (var admin = admin()) {
            var limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bytes));
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name),
                    List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET)))).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nobody may write to it any more. */
    TakenRight forbid() {
        return TakenRight.of(AclOperation.WRITE, TakenRight.resource(ResourceType.TOPIC, name));
    }

    String name() {
        return name;
    }

    /** Waits until all of these have arrived, then demands that nothing else has and nothing twice. */
    void receivesExactly(Collection<String> ids) {
        var missing = new HashSet<>(ids);
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = consumer()) {
            await().pollInSameThread().pollInterval(Duration.ofMillis(1)).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    records.add(record);
                    missing.remove(id(record));
                });
                assertThat(missing).isEmpty();
            });
            records.addAll(rest(consumer));
        }
        assertThat(ids(records)).isEqualTo(new HashSet<>(ids));
        assertOrderOfKeys(records);
    }

    /** Waits until each of these has arrived so many times, and nothing else has. */
    void receivesEach(Collection<String> ids, long times) {
        var expected = ids.stream().collect(toMap(identity(), _ -> times));
        await().untilAsserted(() -> assertThat(times()).isEqualTo(expected));
    }

    /** How many times each id lies there. */
    Map<String, Long> times() {
        return records().stream().collect(groupingBy(TestTopic::id, counting()));
    }

    /** As they lie there, of one key: what comes again is there again. */
    List<String> idsOf(String key) {
        return records().stream().filter(record -> record.key().equals(key)).map(TestTopic::id).toList();
    }

    Set<String> ids() {
        return ids(records());
    }

    private static Set<String> ids(List<ConsumerRecord<String, byte[]>> records) {
        var ids = new HashSet<String>();
        for (var record : records) {
            assertThat(ids.add(id(record))).as("%s arrives once", id(record)).isTrue();
        }
        return ids;
    }

    /** The records of a key are those of its versions 1, 2, 3, … */
    private static void assertOrderOfKeys(List<ConsumerRecord<String, byte[]>> records) {
        var versions = new HashMap<String, Long>();
        for (var record : records) {
            var version = versions.merge(record.key(), 1L, Long::sum);
            assertThat(header(record, "ce_sequence")).as("version of %s", record.key()).isEqualTo("" + version);
        }
    }

    /** All that is committed by now, partition by partition. Asked again and again, so what has been read is kept. */
    synchronized List<ConsumerRecord<String, byte[]>> records() {
        if (reader == null) {
            reader = consumer();
        }
        read.addAll(rest(reader));
        return read.stream().sorted(comparingInt(ConsumerRecord::partition)).toList();
    }

    private synchronized void forget() {
        if (reader != null) {
            reader.close();
        }
        reader = null;
        read.clear();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        var consumer = new KafkaConsumer<>(Map.<String, Object>of(
                "bootstrap.servers", Infrastructure.kafka().bootstrapServers(),
                "isolation.level", "read_committed", "enable.auto.commit", false),
                new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions());
        consumer.seekToBeginning(partitions());
        return consumer;
    }

    private List<ConsumerRecord<String, byte[]>> rest(KafkaConsumer<String, byte[]> consumer) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        var ends = consumer.endOffsets(partitions());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }

    private List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS).mapToObj(number -> new TopicPartition(name, number)).toList();
    }

    /** How many records lie on the topic that no read_committed consumer may see yet. */
    long uncommitted() {
        try (var admin = admin()) {
            return end(admin, IsolationLevel.READ_UNCOMMITTED) - end(admin, IsolationLevel.READ_COMMITTED);
        }
    }

    private long end(Admin admin, IsolationLevel isolation) {
        var latest = partitions().stream().collect(toMap(identity(), _ -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().values().stream()
                    .mapToLong(end -> end.offset()).sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static String id(ConsumerRecord<?, ?> record) {
        return header(record, "ce_id");
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(Objects.requireNonNull(record.headers().lastHeader(name), name).value(), UTF_8);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", Infrastructure.kafka().bootstrapServers()));
    }
}
