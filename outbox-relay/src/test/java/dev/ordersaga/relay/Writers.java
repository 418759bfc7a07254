package dev.ordersaga.relay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Several services at work on one outbox at once, each transaction as long as chance will have it. */
final class Writers implements AutoCloseable {

    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Future<?>> work = new ArrayList<>();
    private final TestOutbox outbox;
    private final String topic;

    private Writers(TestOutbox outbox, String topic) {
        this.outbox = outbox;
        this.topic = topic;
    }

    static Writers start(TestOutbox outbox, TestTopic topic, int transactionsEach) {
        return start(outbox, topic, THREADS, transactionsEach);
    }

    /** Fewer of them, who go on until it is {@linkplain #enough()}. */
    static Writers keepOn(TestOutbox outbox, TestTopic topic) {
        return start(outbox, topic, 2, Integer.MAX_VALUE);
    }

    private static Writers start(TestOutbox outbox, TestTopic topic, int number, int transactionsEach) {
        var writers = new Writers(outbox, topic.name());
        for (var each = 0; each < number; each++) {
            var random = new Random(each);
            Callable<Void> transactions = () -> {
                writers.write(random, transactionsEach);
                return null;
            };
            writers.work.add(writers.threads.submit(transactions));
        }
        return writers;
    }

    /** They finish what they are at. */
    void enough() {
        enough.set(true);
        finish();
    }

    /** Waits until all have written what they had to. */
    void finish() {
        for (var writer : work) {
            try {
                writer.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void write(Random random, int transactions) throws SQLException {
        try (var connection = outbox.begin()) {
            for (var number = 0; number < transactions && !enough.get(); number++) {
                // keys in ascending order, so that no two writers wait for each other
                var first = random.nextInt(10);
                outbox.append(connection, topic, "key-" + first);
                dawdle(connection, random.nextInt(8));
                var savepoint = connection.setSavepoint();
                outbox.append(connection, topic, "key-" + (first + 1 + random.nextInt(5)));
                if (random.nextInt(4) == 0) {
                    connection.rollback(savepoint);
                }
                dawdle(connection, random.nextInt(8));
                if (random.nextInt(5) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            }
        }
    }

    private static void dawdle(Connection connection, int statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var number = 0; number < statements; number++) {
                statement.execute("select count(*) from generate_series(1, 500)");
            }
        }
    }

    @Override
    public void close() {
        enough.set(true);
        threads.close();
    }
}
