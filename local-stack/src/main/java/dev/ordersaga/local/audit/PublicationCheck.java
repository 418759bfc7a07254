package dev.ordersaga.local.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The committed outbox rows and the records on the topics are the same set: every row of the snapshot is published, once
 * and as it is, and every record is a row, or was one that has left since with its partition. Records of other origin than
 * the outboxes are no violation; they are counted and named.
 */
final class PublicationCheck {

    /** Whether a row is in an outbox, and since when. */
    enum Row {
        ABSENT, IN_SNAPSHOT, COMMITTED_SINCE
    }

    private final Map<UUID, Long> unpublished = new HashMap<>();
    /** Known beforehand, so that an outbox that lost all its rows is found out; others by their rows. */
    private final Set<String> sources = new HashSet<>(Set.of("/order-service", "/payment-service",
            "/inventory-service"));
    /** By source: rows made later have not left its outbox. */
    private final Map<String, Instant> droppedUntil = new HashMap<>();
    private final Set<UUID> left = new HashSet<>();
    private final Set<String> topics = new HashSet<>();
    private final Set<UUID> publishedSince = new HashSet<>();
    private final List<PublishedRecord> unknown = new ArrayList<>();
    private final Map<String, Long> foreign = new TreeMap<>();
    private final Violations violations = new Violations();
    private long rows;
    private long published;

    void committed(UUID id, String source, long fingerprint) {
        rows++;
        sources.add(source);
        unpublished.put(id, fingerprint);
    }

    /** Old rows have been removed from the outbox of that source; none that was made later. */
    void dropped(String source, Instant until) {
        droppedUntil.merge(source, until, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** True when the record is the publication of a row of the snapshot. */
    boolean published(PublishedRecord published) {
        topics.add(published.topic());
        Long expected = published.id() == null || isForeign(published) ? null : unpublished.remove(published.id());
        if (expected == null) {
            unknown.add(published);
            return false;
        }
        this.published++;
        if (expected != published.fingerprint()) {
            violations.add("%s differs from its row %s".formatted(published.place(), published.id()));
        }
        return true;
    }

    /** The ids on the topics that are not, or no longer, expected: to be looked up in the outboxes. */
    Set<UUID> unknown() {
        var ids = new HashSet<UUID>();
        for (PublishedRecord candidate : unknown) {
            if (candidate.id() != null) {
                ids.add(candidate.id());
            }
        }
        return ids;
    }

    /** Settles the unknown ones by what the outboxes hold now. Those whose rows have left are returned. */
    List<PublishedRecord> resolve(Map<UUID, Row> known) {
        var gone = new ArrayList<PublishedRecord>();
        for (PublishedRecord candidate : unknown) {
            UUID id = candidate.id();
            Row row = id == null || isForeign(candidate) ? Row.ABSENT : known.getOrDefault(id, Row.ABSENT);
            switch (row) {
                case ABSENT -> {
                    if (hasLeft(candidate)) {
                        gone.add(candidate);
                    }
                    absent(candidate);
                }
                case IN_SNAPSHOT -> violations.add("%s repeats row %s".formatted(candidate.place(), candidate.id()));
                case COMMITTED_SINCE -> {
                    if (id != null && !publishedSince.add(id)) {
                        violations.add("%s repeats row %s".formatted(candidate.place(), id));
                    }
                }
            }
        }
        unknown.clear();
        return gone;
    }

    private void absent(PublishedRecord candidate) {
        if (hasLeft(candidate)) {
            if (!left.add(candidate.id())) {
                violations.add("%s repeats row %s, which has left".formatted(candidate.place(), candidate.id()));
            }
        } else if (!isForeign(candidate)) {
            violations.add("%s claims to be of %s, but no outbox has its id %s".formatted(candidate.place(), candidate
                    .source(), candidate.id()));
        } else {
            foreign.merge(candidate.topic() + " from " + candidate.source(), 1L, Long::sum);
        }
    }

    /** Whoever sends under another name than ours: a copy of one of our messages, perhaps, under its id. */
    private boolean isForeign(PublishedRecord candidate) {
        return !sources.contains(candidate.source());
    }

    private boolean hasLeft(PublishedRecord candidate) {
        Instant until = droppedUntil.get(candidate.source());
        Instant time = candidate.time();
        return candidate.id() != null && until != null && time != null && !time.isAfter(until);
    }

    int unpublished() {
        return unpublished.size();
    }

    Finding finding() {
        unpublished.keySet().forEach(id -> violations.add("row %s is on no topic".formatted(id)));
        return Finding.of(Invariant.PUBLICATION,
                "%,d outbox rows, %,d of them published on %d topics; %,d records since%s%s".formatted(rows, published,
                        topics.size(), publishedSince.size(), before(), others()), violations);
    }

    private String before() {
        return left.isEmpty() ? "" : "; %,d records of rows that have left".formatted(left.size());
    }

    private String others() {
        long count = foreign.values().stream().mapToLong(Long::longValue).sum();
        return count == 0 ? "" : "; %,d records of other origin: %s".formatted(count, foreign);
    }
}
