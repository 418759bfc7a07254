package dev.ordersaga.relay.sink;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * Tells a new source from one whose cursor is lost: the broker knows the transactional id of a source that was opened
 * before, for as long as {@code transactional.id.expiration.ms} after its last transaction. Opening it makes the id known, so
 * before that a mark says that it was not. Without the mark, a relay killed between opening a new source and committing its
 * first cursor would leave one that looks lost.
 */
final class Origin {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final CursorTopic cursors;

    Origin(KafkaClients clients, CursorTopic cursors) {
        this.clients = clients;
        this.cursors = cursors;
    }

    static List<String> marksOf(String source) {
        return List.of(source + ":new", lost(source));
    }

    static String lost(String source) {
        return source + ":lost";
    }

    static boolean isNew(String source, List<String> marks) {
        return marks.equals(List.of(source + ":new"));
    }

    /** Before the source is opened. */
    void note(String source, String transactionalId) {
        try {
            if (!isKnown(transactionalId)) {
                mark(source);
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private boolean isKnown(String transactionalId) throws ExecutionException, TimeoutException, InterruptedException {
        var admin = clients.admin(clients.transactionTimeout());
        try {
            admin.describeTransactions(List.of(transactionalId)).all().get(timeout(), MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return false;
            }
            throw e;
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private void mark(String source) throws ExecutionException, TimeoutException, InterruptedException {
        var producer = clients.plainProducer();
        try {
            producer.send(cursors.mark(source + ":new", true)).get(timeout(), MILLISECONDS);
        } finally {
            producer.close(CLOSE_TIMEOUT);
        }
    }

    private long timeout() {
        return clients.transactionTimeout().toMillis();
    }
}
