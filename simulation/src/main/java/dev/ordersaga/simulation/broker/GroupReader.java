package dev.ordersaga.simulation.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;

import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.choice.Choices;
import dev.ordersaga.simulation.process.History;
import dev.ordersaga.simulation.process.Point;
import dev.ordersaga.simulation.process.Program;
import dev.ordersaga.simulation.process.Tasks;

/** What the members of a group do, one poll at a time: a batch, the listener, then the offsets. */
public final class GroupReader {

    private final ConsumerGroup group;
    private final BatchMessageListener<byte[], byte[]> listener;
    private final Choices choices;
    private final Tasks tasks;
    private final History history;
    private final Set<Bug> bugs;

    public GroupReader(ConsumerGroup group, BatchMessageListener<byte[], byte[]> listener, Choices choices,
            Tasks tasks, History history, Set<Bug> bugs) {
        this.group = group;
        this.listener = listener;
        this.choices = choices;
        this.tasks = tasks;
        this.history = history;
        this.bugs = bugs;
    }

    /** What a member has polled, and how far it has read then. */
    private record Polled(List<ConsumerRecord<byte[], byte[]>> records, Map<Partition, Integer> offsets) {

        @Override
        public String toString() {
            return records.stream().map(Topics::type).collect(Collectors.joining(", "));
        }
    }

    /** Reads so many records at most, those of the partitions in any order, and handles them. */
    public void poll(Program member, int most) {
        int generation = group.generation();
        var polled = read(member, most);
        if (bugs.contains(Bug.OFFSETS_BEFORE_TRANSACTION)) {
            group.commit(generation, polled.offsets());
        }
        say("reads " + polled);
        if (handle(member, polled) || bugs.contains(Bug.OFFSETS_AFTER_FAILURE)) {
            commit(member, generation, polled);
        }
    }

    /**
     * Delivers the next record of a partition, and nothing else.
     *
     * @param again whether the offset is not committed, so that it comes again
     */
    public void deliver(Program member, Partition partition, boolean again) {
        int offset = group.committed(partition);
        var polled = new Polled(List.of(partition.records().get(offset)), Map.of(partition, offset + 1));
        say("reads " + polled + (again ? ", which comes again" : ""));
        if (handle(member, polled) && !again) {
            commit(member, group.generation(), polled);
        }
    }

    private Polled read(Program member, int most) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var offsets = new LinkedHashMap<Partition, Integer>();
        var open = new ArrayList<>(group.unread(member));
        while (!open.isEmpty() && records.size() < most) {
            var partition = open.get(choices.below(open.size()));
            int next = offsets.getOrDefault(partition, group.committed(partition));
            records.add(partition.records().get(next));
            offsets.put(partition, next + 1);
            if (next + 1 == partition.records().size()) {
                open.remove(partition);
            }
        }
        return new Polled(records, offsets);
    }

    private void say(String words) {
        if (history.isKept()) {
            tasks.current().says(words);
        }
    }

    /** @return false if it all is to be delivered again */
    private boolean handle(Program member, Polled polled) {
        try {
            listener.onMessage(polled.records());
            return true;
        } catch (BatchListenerFailedException e) {
            history.add(member.name(), "reads " + polled, about(polled), "comes again later");
            return false;
        }
    }

    private void commit(Program member, int generation, Polled polled) {
        if (!tasks.passes(Point.OFFSETS) || !group.commit(generation, polled.offsets())) {
            history.add(member.name(), "reads " + polled, about(polled), "offsets are not committed: comes again");
        }
    }

    private static String about(Polled polled) {
        return polled.records().stream()
                .map(record -> new String(record.key(), UTF_8))
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
