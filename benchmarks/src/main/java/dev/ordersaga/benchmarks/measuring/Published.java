package dev.ordersaga.benchmarks.measuring;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import dev.ordersaga.benchmarks.messages.Messages;

/**
 * What readers of committed records find.
 *
 * @param missing messages that are not there
 * @param duplicates records of messages that are there already
 * @param disordered records of a key that come after a later message of that key
 */
public record Published(long missing, long duplicates, long disordered) {

    /** What is not as it should be; empty if all is. */
    public String remarks() {
        return (missing == 0 ? "" : ", %,d MISSING".formatted(missing))
                + (duplicates == 0 ? "" : ", %,d duplicates".formatted(duplicates))
                + (disordered == 0 ? "" : ", %,d out of order".formatted(disordered));
    }

    /** Reads everything between these offsets, of the messages of these numbers. */
    static Published count(String bootstrapServers, Map<TopicPartition, Long> begin, Map<TopicPartition, Long> end,
            long from, long to) {
        var seen = new BitSet((int) (to - from));
        var latest = new HashMap<String, Long>();
        var duplicates = 0L;
        var disordered = 0L;
        try (var consumer = consumer(bootstrapServers)) {
            consumer.assign(begin.keySet());
            begin.forEach(consumer::seek);
            while (end.entrySet().stream().anyMatch(partition -> consumer.position(partition.getKey()) < partition
                    .getValue())) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var number = Messages.number(record.value());
                    var index = (int) (number - from);
                    duplicates += seen.get(index) ? 1 : 0;
                    seen.set(index);
                    var before = latest.put(new String(record.key(), StandardCharsets.UTF_8), number);
                    disordered += before != null && before > number ? 1 : 0;
                }
            }
        }
        return new Published(to - from - seen.cardinality(), duplicates, disordered);
    }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        var settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
