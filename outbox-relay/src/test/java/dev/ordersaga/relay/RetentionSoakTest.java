package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;

/**
 * Writes and publishes without a pause for {@code -Dsoak.minutes} (a quarter of one by default) and looks at what the table
 * occupies. For the middle half of the time a transaction with a snapshot of its own is open, so that no vacuum anywhere
 * in the server removes anything.
 */
class RetentionSoakTest {

    private static final Duration TIME = Duration.ofMillis(
            (long) (60_000 * Double.parseDouble(System.getProperty("soak.minutes", "0.25"))));
    private static final int SAMPLES = 20;
    private static final int WRITERS = 2;
    private static final int ROWS_OF_A_TRANSACTION = 20;

    private final TestOutbox outbox = TestOutbox.create().withRetention();
    private final TestTopic topic = TestTopic.create();

    /**
     * @param appended rows so far
     * @param heap size of all partitions, with what is stored out of line
     * @param other the table of what was published, and the one row of settings
     */
    private record Sample(long second, boolean held, long appended, long rows, long partitions, long heap, long indexes,
            long dead, long other) {

        static final String QUERY = """
                select (select count(*) from outbox), count(*), sum(pg_table_size(relid)), sum(pg_indexes_size(relid)),
                       sum(pg_stat_get_dead_tuples(relid)),
                       pg_total_relation_size('outbox_progress') + pg_total_relation_size('outbox_retention')
                  from pg_partition_tree('outbox') where isleaf""";

        static final String HEADER = "%6s %5s %10s %9s %10s %9s %9s %5s %8s".formatted("second", "held", "appended",
                "rows", "partitions", "table KB", "index KB", "dead", "other KB");

        long size() {
            return heap + indexes;
        }

        String line() {
            return "%6d %5s %10d %9d %10d %9d %9d %5d %8d".formatted(second, held ? "yes" : "no", appended, rows,
                    partitions, heap / 1024, indexes / 1024, dead, other / 1024);
        }
    }

    @Test
    void sizesStayWithinBoundsAndNoTupleIsDeadAlsoWhileATransactionHoldsUpEveryVacuum() throws Exception {
        outbox.execute(
                "update outbox_retention set keep = '%1$d milliseconds', partition_interval = '%1$d milliseconds'"
                        .formatted(TIME.dividedBy(SAMPLES).toMillis()));
        var samples = new ArrayList<Sample>();
        try (var relay = TestRelay.start("relay-" + UUID.randomUUID(), Map.of("source", outbox.source()),
                Infrastructure.kafka().bootstrapServers());
                var writers = Executors.newFixedThreadPool(WRITERS);
                var holder = outbox.begin()) {
            var begin = System.nanoTime();
            var end = begin + TIME.toNanos();
            var work = new ArrayList<Future<Void>>();
            var appended = new LongAdder();
            for (var number = 0; number < WRITERS; number++) {
                Callable<Void> task = () -> write(end, appended);
                work.add(writers.submit(task));
            }
            for (var number = 1; number <= SAMPLES; number++) {
                awaitUntil(begin + number * TIME.toNanos() / SAMPLES, work.getFirst());
                if (number == SAMPLES / 4) {
                    hold(holder);
                } else if (number == SAMPLES * 3 / 4) {
                    holder.rollback();
                }
                var held = number >= SAMPLES / 4 && number < SAMPLES * 3 / 4;
                samples.add(sample((System.nanoTime() - begin) / 1_000_000_000, held, appended.sum()));
            }
            for (var writer : work) {
                writer.get();
            }
            assertThat(relay.status("source").lastError()).isNull();
        }
        System.out.println(Sample.HEADER);
        samples.forEach(sample -> System.out.println(sample.line()));
        assertThat(samples).allSatisfy(sample -> assertThat(sample.dead()).isZero());
        // The rate is the machine's affair; what has been written altogether would take many times as much.
        var last = samples.getLast();
        var largest = samples.stream().mapToLong(Sample::size).max().orElseThrow();
        assertThat(largest).isLessThan(last.size() / last.rows() * last.appended() / 2);
    }

    /** A transaction that is about something else: it sees the database as it is now, for as long as it is open. */
    private static void hold(Connection holder) throws SQLException {
        holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (var statement = holder.createStatement()) {
            statement.execute("insert into aggregate values ('held', 1)");
        }
    }

    private static void awaitUntil(long nanos, Future<Void> work) throws InterruptedException, ExecutionException {
        try {
            work.get(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            // as it should be: the writers are at work
        }
    }

    private Void write(long end, LongAdder appended) throws SQLException {
        try (var connection = outbox.begin(); var statement = connection.createStatement()) {
            while (System.nanoTime() < end) {
                statement.execute("""
                        insert into outbox (id, topic, message_key, type, payload, headers)
                        select gen_random_uuid(), '%s', 'key-' || number, 'Happened',
                               convert_to('{"filling":"' || repeat('x', 300) || '"}', 'utf8'), '{}'
                          from generate_series(1, %d) as number""".formatted(topic.name(), ROWS_OF_A_TRANSACTION));
                connection.commit();
                appended.add(ROWS_OF_A_TRANSACTION);
            }
        }
        return null;
    }

    private Sample sample(long second, boolean held, long appended) throws SQLException {
        try (var connection = outbox.begin();
                var statement = connection.createStatement();
                var row = statement.executeQuery(Sample.QUERY)) {
            row.next();
            return new Sample(second, held, appended, row.getLong(1), row.getLong(2), row.getLong(3), row
                    .getLong(4), row.getLong(5), row.getLong(6));
        }
    }
}
