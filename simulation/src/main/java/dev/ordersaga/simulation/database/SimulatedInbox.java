package dev.ordersaga.simulation.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.ordersaga.outbox.Inbox;
import dev.ordersaga.simulation.bug.Bug;

/** The table {@code inbox} of a database with one subscription. */
public final class SimulatedInbox implements Inbox {

    private final Table<UUID, UUID> inbox;
    private final Set<Bug> bugs;

    public SimulatedInbox(Database database, Set<Bug> bugs) {
        this.inbox = database.values("inbox", id -> id);
        this.bugs = bugs;
    }

    @Override
    public Set<UUID> register(String subscription, Collection<UUID> messageIds) {
        if (bugs.contains(Bug.INBOX_LEFT_OUT)) {
            return new HashSet<>(messageIds);
        }
        var fresh = new HashSet<UUID>();
        messageIds.stream().sorted().filter(this::register).forEach(fresh::add);
        return fresh;
    }

    private boolean register(UUID id) {
        if (bugs.contains(Bug.INBOX_OUTSIDE_TRANSACTION)) {
            boolean isNew = inbox.committed(id).isEmpty();
            inbox.insertAtOnce(id);
            return isNew;
        }
        return inbox.insert(id);
    }

    /** Whether a transaction that has committed has handled it. */
    public boolean knows(ConsumerRecord<byte[], byte[]> record) {
        return inbox.committed(UUID.fromString(new String(record.headers().lastHeader("ce_id").value(), UTF_8)))
                .isPresent();
    }
}
