package dev.ordersaga.relay.sink;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.producer.Producer;

/**
 * Two transactional producers that take turns. After a commit has been answered the broker still writes its markers; who
 * begins the next transaction with the same transactional id meanwhile is kept waiting (20 ms and more,
 * {@code add.partitions.to.txn.retry.backoff.ms} of the broker). With two, a transaction begins at once.
 *
 * <p>
 * One transaction is open at a time, and begins when the former one is committed: so order and exactly-once are those of a
 * single producer. Opening takes both ids away from whoever had them before.
 */
final class Producers implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final List<Producer<byte[], byte[]>> producers;
    private int turn;

    Producers(Producer<byte[], byte[]> first, Producer<byte[], byte[]> second) {
        this.producers = List.of(first, second);
    }

    /** The transactional ids of a source, the first of them {@code <id>}. */
    static List<String> idsOf(String id) {
        return List.of(id, id + "-2");
    }

    /** Ends what a predecessor has left open. */
    void open() {
        producers.forEach(Producer::initTransactions);
    }

    Producer<byte[], byte[]> current() {
        return producers.get(turn);
    }

    /** The transaction of the current one is committed. */
    void takeTurns() {
        turn = (turn + 1) % producers.size();
    }

    /** An open transaction is aborted by the producer itself when it is closed in time, else by its successor. */
    @Override
    public void close() {
        producers.forEach(producer -> producer.close(CLOSE_TIMEOUT));
    }
}
