package dev.ordersaga.relay.sink;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.parking.ParkedKey.Cause;
import dev.ordersaga.relay.parking.ParkingChanges;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Rows and progress in one Kafka transaction. */
final class KafkaSink implements Sink {

    private final String source;
    private final Producers producers;
    private final CursorTopic cursors;
    private final KafkaTopics topics;
    private final InstantSource clock;
    private final KafkaRecords records = new KafkaRecords();
    private final Progress progress;

    /** Of no use from the first cursor on. */
    private final List<String> marks;

    private boolean inTransaction;
    /** Those of the transaction under way, the first one first; told by the producer's thread. */
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

    private record Failure(long position, String topic, Exception reason) {}

    private KafkaSink(String source, Producers producers, CursorTopic cursors, KafkaTopics topics,
            InstantSource clock, CursorTopic.Found found) {
        this.source = source;
        this.producers = producers;
        this.cursors = cursors;
        this.topics = topics;
        this.clock = clock;
        this.progress = found.progress();
        this.marks = new ArrayList<>(found.marks());
        if (progress.lost()) {
            remember();
        }
    }

    /** That the broker knows the transactional id is forgotten one day; that the cursor is lost must not be. */
    private void remember() {
        var lost = Origin.lost(source);
        if (!marks.contains(lost)) {
            producers.current().beginTransaction();
            var _ = producers.current().send(cursors.mark(lost, true));
            producers.current().commitTransaction();
            producers.takeTurns();
            marks.add(lost);
        }
    }

    /** What a predecessor has left open is ended first, then its last progress can be known. */
    static KafkaSink open(String source, Producers producers, CursorTopic cursors, KafkaTopics topics,
            InstantSource clock) {
        return open(producers, () -> new KafkaSink(source, producers, cursors, topics, clock, cursors.read(source)));
    }

    /** One whose progress is not the source's: it is committed as {@link #commit(List)} is told. */
    static KafkaSink beside(String source, Producers producers, CursorTopic cursors, KafkaTopics topics,
            InstantSource clock) {
        return open(producers,
                () -> new KafkaSink(source, producers, cursors, topics, clock, CursorTopic.Found.NOTHING));
    }

    private static KafkaSink open(Producers producers, Supplier<KafkaSink> opened) {
        try {
            producers.open();
            return opened.get();
        } catch (RuntimeException e) {
            producers.close();
            throw fencedOr(e);
        }
    }

    /** For consumers with {@code isolation.level=read_committed}. */
    @Override
    public Delivery delivery() {
        return Delivery.EXACTLY_ONCE;
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public void send(OutboxRow row) {
        var record = record(row);
        var topic = row.topic();
        var position = row.position(); // not the row, which would stay in memory until the broker has answered
        try {
            begin();
            var _ = producers.current().send(record, (_, failure) -> {
                if (failure != null) {
                    failures.add(new Failure(position, topic, failure));
                }
            });
        } catch (RuntimeException e) {
            throw rejectedOr(e);
        }
        if (!failures.isEmpty()) {
            throw rejectedOr(new IllegalStateException("A row of this transaction has failed"));
        }
    }

    private ProducerRecord<byte[], byte[]> record(OutboxRow row) {
        if (row.oversize()) {
            throw new RefusedRowException(new Cause("Larger than relay.row-bytes", clock.instant(), false));
        }
        var refusal = topics.refusal(row.topic());
        if (refusal != null) {
            throw new RefusedRowException(refusal);
        }
        try {
            return records.record(row);
        } catch (RuntimeException e) {
            throw new RefusedRowException(new Cause(String.valueOf(e.getMessage()), clock.instant(), false));
        }
    }

    @Override
    public void commit(Cursor cursor, ParkingChanges changes) {
        var records = cursors.records(source, cursor, changes);
        for (var mark : marks) {
            records.add(cursors.mark(mark, false));
        }
        commit(records);
        marks.clear();
    }

    void commit(List<ProducerRecord<byte[], byte[]>> withRows) {
        try {
            begin();
            for (var record : withRows) {
                var _ = producers.current().send(record); // the commit tells of its failure
            }
            producers.current().commitTransaction();
            producers.takeTurns();
            inTransaction = false;
        } catch (RuntimeException e) {
            throw rejectedOr(e);
        }
    }

    @Override
    public void rollback() {
        if (inTransaction) {
            try {
                producers.current().abortTransaction();
            } catch (RuntimeException e) {
                throw fencedOr(e);
            }
            inTransaction = false;
        }
        failures.clear(); // the abort has ended what was under way, so no further one comes
    }

    /** An open transaction is aborted by the producer itself when it is closed in time, else by its successor. */
    @Override
    public void close() {
        producers.close();
    }

    private void begin() {
        if (!inTransaction) {
            producers.current().beginTransaction();
            inTransaction = true;
        }
    }

    /**
     * When a row fails, the calls that follow only say that there was a failure, and the producer ends the other rows of the
     * transaction with the exception of that one. So only the first row that failed with an exception is the cause of it.
     */
    private RuntimeException rejectedOr(RuntimeException e) {
        producers.current().flush(); // the calls fail as soon as one row has: wait until it is known of all
        var causes = new HashMap<Long, Cause>();
        var known = Collections.newSetFromMap(new IdentityHashMap<Exception, Boolean>());
        for (var failure : failures) {
            var cause = known.add(failure.reason()) ? rejection(failure.reason()) : null;
            if (cause != null) {
                causes.put(failure.position(), cause);
                if (failure.reason() instanceof TopicAuthorizationException) {
                    topics.refuse(failure.topic(), cause);
                }
            }
        }
        if (!causes.isEmpty()) {
            return new RowsRejectedException(causes);
        }
        known.forEach(e::addSuppressed);
        return fencedOr(e);
    }

    private @Nullable Cause rejection(Exception failure) {
        return switch (failure) {
            case RecordTooLargeException _,InvalidRecordException _,InvalidTopicException _ ->
                new Cause(String.valueOf(failure.getMessage()), clock.instant(), false);
            case TopicAuthorizationException _ ->
                new Cause(String.valueOf(failure.getMessage()), clock.instant(), true);
            default -> null;
        };
    }

    private static RuntimeException fencedOr(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return new FencedException(e);
            }
        }
        return e;
    }
}
