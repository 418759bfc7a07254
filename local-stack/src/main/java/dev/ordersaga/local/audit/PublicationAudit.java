package dev.ordersaga.local.audit;

import java.util.ArrayList;
import java.util.HashMap;
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

    private final AuditedDatabases databases;
    private final PublishedRecords topics;
    private final PublicationCheck publication = new PublicationCheck();
    private final SequenceCheck sequence = new SequenceCheck();
    private final List<String> snapshots = new ArrayList<>();

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
            publication.resolve(lookUp(publication.unknown()));
            return publication.unpublished() == 0;
        });
        return List.of(publication.finding(), sequence.finding());
    }

    private void readRows() {
        for (Snapshot outbox : databases.outboxes()) {
            try (outbox) {
                outbox.read("select pg_current_snapshot()::text", row -> snapshots.add(row.getString(1)));
                outbox.read(ROWS,
                        row -> publication.committed(row.getObject("id", UUID.class), row.getString("source"),
                                Fingerprint.of(row.getString("topic"), row.getString("message_key"),
                                        row.getString("type"), row.getBytes("payload"))));
            }
        }
    }

    private Map<UUID, Row> lookUp(Set<UUID> ids) {
        var rows = new HashMap<UUID, Row>();
        if (ids.isEmpty()) {
            return rows;
        }
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
