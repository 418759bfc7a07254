package dev.ordersaga.relay.sink;

import java.time.Duration;
import java.util.Optional;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxRow;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/** Rows and cursor in one Kafka transaction. */
final class KafkaSink implements Sink {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final String source;
    private final Producer<byte[], byte[]> producer;
    private final CursorTopic cursors;
    private final KafkaRecords records = new KafkaRecords();
    private final Optional<Cursor> cursor;

    private boolean inTransaction;
    /** The first that failed, set by the producer's thread: the commit would name no row. */
    private volatile @Nullable UnpublishedRowException failure;

    private KafkaSink(String source, Producer<byte[], byte[]> producer, CursorTopic cursors, Optional<Cursor> cursor) {
        this.source = source;
        this.producer = producer;
        this.cursors = cursors;
        this.cursor = cursor;
    }

    /** In this order: what a predecessor has left open is ended first, then its last cursor can be known. */
    static KafkaSink open(String source, Producer<byte[], byte[]> producer, CursorTopic cursors) {
        try {
            producer.initTransactions();
            return new KafkaSink(source, producer, cursors, cursors.read(source));
        } catch (RuntimeException e) {
            producer.close(CLOSE_TIMEOUT);
            throw fencedOr(e);
        }
    }

    @Override
    public Optional<Cursor> cursor() {
        return cursor;
    }

    @Override
    public void send(OutboxRow row) {
        try {
            begin();
            var _ = producer.send(records.record(row), (_, e) -> {
                if (e != null && failure == null) {
                    failure = new UnpublishedRowException(row, e);
                }
            });
        } catch (RuntimeException e) {
            throw fencedOr(new UnpublishedRowException(row, e));
        }
        throwFailure();
    }

    @Override
    public void commit(Cursor cursor) {
        try {
            begin();
            var _ = producer.send(cursors.record(source, cursor)); // the commit tells of its failure
            producer.commitTransaction();
            inTransaction = false;
        } catch (RuntimeException e) {
            throwFailure();
            throw fencedOr(e);
        }
    }

    /** An open transaction is aborted by the producer itself when it is closed in time, else by its successor. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    private void begin() {
        if (!inTransaction) {
            producer.beginTransaction();
            inTransaction = true;
        }
    }

    private void throwFailure() {
        var unpublished = failure;
        if (unpublished != null) {
            throw fencedOr(unpublished);
        }
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
