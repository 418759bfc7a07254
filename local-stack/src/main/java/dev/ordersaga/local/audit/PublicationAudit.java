package dev.ordersaga.local.audit;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.ordersaga.local.audit.PublicationCheck.Row;

/** Holds the outboxes against the topics: the rows of one snapshot each, and the records until those rows are there. */
final class PublicationAudit {

    private static final String ROWS = """
            select id, headers::json ->> 'ce_source' as source, topic, message_key, type, payload from outbox
            """;
    private static final String LOOKUP = """
            select id, pg_visible_in_snapshot(transaction_id, ?::pg_snapshot) as seen from outbox where id = any(?)
            """;

    /** Their own messages' sources, in the order of the databases. */
    private static final List<String> SERVICES = List.of("/order-service", "/payment-service", "/inventory-service");
    private static final String DROPPED = "select dropped_until from outbox_retention";

    private final AuditedDatabases databases;
    private final PublishedRecords topics;
    private final PublicationCheck publication = new PublicationCheck();
    private final SequenceCheck sequence = new SequenceCheck();
    private final List<String> snapshots = new ArrayList<>();
    /** By outbox. */
    private final List<Set<String>> sources = new ArrayList<>();

    PublicationAudit(AuditedDatabases databases, PublishedRecords topics) {
        this.databases = databases;
        this.topics = topics;
    }

    List<Finding> findings(Patience patience) {
        readRows();
        patience.until(() -> {
            topics.read(published -> {
                if (publication.published(published)) {
                    sequence.add(published);
                }
            });
            Set<UUID> unknown = publication.unknown();
            if (!unknown.isEmpty()) {
                Map<UUID, Row> known = lookUp(unknown);
                readWhatHasLeft();
                sequence.passOver(publication.resolve(known));
            }
            return publication.unpublished() == 0;
        });
        return List.of(publication.finding(), sequence.finding());
    }

    private void readRows() {
        for (Snapshot outbox : databases.outboxes()) {
            var senders = new HashSet<>(Set.of(SERVICES.get(sources.size())));
            sources.add(senders);
            try (outbox) {
                outbox.read("select pg_current_snapshot()::text", row -> snapshots.add(row.getString(1)));
                outbox.read(ROWS, row -> {
                    senders.add(row.getString("source"));
                    publication.committed(row.getObject("id", UUID.class), row.getString("source"),
                            Fingerprint.of(row.getString("topic"), row.getString("message_key"),
                                    row.getString("type"), row.getBytes("payload")));
                });
            }
        }
    }

    /** After the look for a row that is not there: a row leaves for all snapshots at once, the news of it does not. */
    private void readWhatHasLeft() {
        int database = 0;
        for (Snapshot outbox : databases.outboxes()) {
            Set<String> senders = sources.get(database++);
            try (outbox) {
                outbox.read(DROPPED, row -> {
                    var until = row.getObject(1, OffsetDateTime.class);
                    if (until != null) {
                        senders.forEach(sender -> publication.dropped(sender, until.toInstant()));
                    }
                });
            }
        }
    }

    private Map<UUID, Row> lookUp(Set<UUID> ids) {
        var rows = new HashMap<UUID, Row>();
        int database = 0;
        for (Snapshot outbox : databases.outboxes()) {
            try (outbox) {
                outbox.read(LOOKUP, row -> rows.put(row.getObject("id", UUID.class),
                        row.getBoolean("seen") ? Row.IN_SNAPSHOT : Row.COMMITTED_SINCE), snapshots.get(database++),
                        Snapshot.ids(ids));
            }
        }
        return rows;
    }
}
