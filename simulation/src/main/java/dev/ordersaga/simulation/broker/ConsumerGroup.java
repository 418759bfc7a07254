package dev.ordersaga.simulation.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.simulation.choice.Choices;
import dev.ordersaga.simulation.process.Program;

/**
 * A consumer group: which member reads which partition, and how far each has been committed. A member that was given its
 * partitions in an earlier generation cannot commit any more; what it was about to is delivered again.
 */
public final class ConsumerGroup {

    private final List<Partition> partitions;
    private final Map<Partition, Program> owners = new HashMap<>();
    private final Map<Partition, Integer> committed = new HashMap<>();
    private int generation;

    private final Subscription subscription;

    public ConsumerGroup(Topics topics, Subscription subscription) {
        this.subscription = subscription;
        this.partitions = new ArrayList<>();
        subscription.topics().forEach(topic -> partitions.addAll(topics.of(topic)));
    }

    /** Each partition gets any of the members: there are many assignors, and none promises anything. */
    public void rebalance(List<Program> members, Choices choices) {
        generation++;
        owners.clear();
        if (!members.isEmpty()) {
            partitions.forEach(partition -> owners.put(partition, members.get(choices.below(members.size()))));
        }
    }

    int generation() {
        return generation;
    }

    public List<Partition> partitions() {
        return partitions;
    }

    /** Those of its partitions in which there is something to read. */
    public List<Partition> unread(Program member) {
        return partitions.stream()
                .filter(partition -> owners.get(partition) == member && committed(partition) < partition.records()
                        .size())
                .toList();
    }

    /** Goes past the records that the subscription does not read: nothing happens when they are delivered. */
    public void passOverIgnored() {
        for (var partition : partitions) {
            int next = committed(partition);
            while (next < partition.records().size() && ignores(partition.records().get(next))) {
                committed.put(partition, ++next);
            }
        }
    }

    private boolean ignores(ConsumerRecord<byte[], byte[]> record) {
        return subscription.route(record.topic(), Topics.type(record)).isEmpty();
    }

    public int committed(Partition partition) {
        return committed.getOrDefault(partition, 0);
    }

    /** @return false if the member's generation is over */
    boolean commit(int itsGeneration, Map<Partition, Integer> offsets) {
        if (itsGeneration != generation) {
            return false;
        }
        committed.putAll(offsets);
        return true;
    }

    public Runnable save() {
        var saved = Map.copyOf(committed);
        return () -> {
            committed.clear();
            committed.putAll(saved);
        };
    }
}
