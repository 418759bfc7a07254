package dev.ordersaga.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the records of the topics as they come: each service numbers its messages of one order from 1, so that a number
 * seen before is a duplicate, a lower one than the last of its topic is out of order, and one that never comes is a gap.
 * Dead letters are counted by the keys of what they are about. Safe for use by several threads.
 */
final class Tally {

    private static final List<String> SOURCES = List.of("/order-service", "/payment-service", "/inventory-service");
    private static final String DEAD_LETTERS = ".dlt";
    private static final int SHOWN = 10;

    /** All that are counted: those of messages, and for each the one of its dead letters. */
    static final Set<String> TOPICS = Topic.NAMES.stream().flatMap(name -> Stream.of(name, name + DEAD_LETTERS))
            .collect(Collectors.toUnmodifiableSet());

    /** What has been seen of one order: a bit for each number by source, the last number by source and topic. */
    private static final class Seen {

        private final long[] numbers = new long[SOURCES.size()];
        private final byte[] lastOnTopic = new byte[SOURCES.size() * Topic.NAMES.size()];
    }

    private final Map<UUID, Seen> orders = new HashMap<>();
    private final Map<String, Integer> deadLetters = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long records;
    private long byHand;
    private long duplicates;
    private long inversions;

    /** The sums; {@code wrong} names the first of what should not be. */
    record Sums(long records, long byHand, long duplicates, long inversions, long gaps, long deadLetters,
            List<String> wrong) {}

    synchronized void add(ConsumerRecord<byte[], byte[]> record, String source) {
        ends.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        int sender = SOURCES.indexOf(source);
        if (record.topic().endsWith(DEAD_LETTERS)) {
            deadLetters.merge(key(record), 1, Integer::sum);
        } else if (sender < 0) {
            byHand++;
        } else {
            records++;
            add(record, sender);
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record, int sender) {
        int number = number(record);
        if (number < 1 || number > Long.SIZE) {
            say("%s has no number".formatted(place(record)));
            return;
        }
        var seen = orders.computeIfAbsent(UUID.fromString(key(record)), _ -> new Seen());
        long bit = 1L << (number - 1);
        int way = sender * Topic.NAMES.size() + Topic.NAMES.indexOf(record.topic());
        if ((seen.numbers[sender] & bit) != 0) {
            duplicates++;
            say("%s repeats number %d of %s about %s".formatted(place(record), number, SOURCES.get(sender), key(
                    record)));
        } else if (seen.lastOnTopic[way] > number) {
            inversions++;
            say("%s: number %d of %s about %s comes after its number %d".formatted(place(record), number, SOURCES.get(
                    sender), key(record), seen.lastOnTopic[way]));
        }
        seen.numbers[sender] |= bit;
        seen.lastOnTopic[way] = (byte) number;
    }

    synchronized Sums sums() {
        long gaps = 0;
        var all = new ArrayList<>(wrong);
        for (var order : orders.entrySet()) {
            for (int sender = 0; sender < SOURCES.size(); sender++) {
                long numbers = order.getValue().numbers[sender];
                if ((numbers & (numbers + 1)) != 0) {
                    gaps++;
                    if (all.size() < SHOWN) {
                        all.add("a message of %s about %s is missing".formatted(SOURCES.get(sender), order.getKey()));
                    }
                }
            }
        }
        long letters = deadLetters.values().stream().mapToLong(Integer::longValue).sum();
        return new Sums(records, byHand, duplicates, inversions, gaps, letters, List.copyOf(all));
    }

    /** How many dead letters there are, by the keys of the records that they are about. */
    synchronized Map<String, Integer> deadLetters() {
        return Map.copyOf(deadLetters);
    }

    /** By partition, the place after the last record. */
    synchronized Map<TopicPartition, Long> ends() {
        return Map.copyOf(ends);
    }

    private void say(String what) {
        if (wrong.size() < SHOWN) {
            wrong.add(what);
        }
    }

    private static int number(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Integer.parseInt(TopicObserver.text(record, "ce_sequence"));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), UTF_8);
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    }
}
