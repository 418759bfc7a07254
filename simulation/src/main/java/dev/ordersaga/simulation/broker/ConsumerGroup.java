package dev.ordersaga.simulation.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    public ConsumerGroup(Topics topics, Iterable<String> names) {
        this.partitions = new ArrayList<>();
        names.forEach(name -> partitions.addAll(topics.of(name)));
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
