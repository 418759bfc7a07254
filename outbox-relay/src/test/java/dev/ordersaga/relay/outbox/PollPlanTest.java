package dev.ordersaga.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;

import dev.ordersaga.relay.TestOutbox;
import org.junit.jupiter.api.Test;

/** A poll reads a few pages of an index, whatever the table holds, whatever the planner believed when it was made. */
class PollPlanTest {

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");
    private static final int FEW_PAGES = 60;
    private static final Statements STATEMENTS = new Statements("outbox", 8_000_000);
    private static final Snapshot FUTURE = new Snapshot("9:900000000:");

    private final TestOutbox outbox = TestOutbox.create();

    @Test
    void aPollUsesTheIndexInALargeTableWhileAnOldTransactionIsOpen() throws SQLException {
        try (var relay = relay(); var old = outbox.begin()) {
            outbox.append(old, "t", "old");
            prepare(relay); // while the table is empty
            assertThat(plan(relay, "execute poll('3', 100, '{}', 100)")).doesNotContain("Seq Scan");
            outbox.execute("""
                    insert into outbox (id, topic, message_key, type, payload, headers)
                    select gen_random_uuid(), 't', 'k' || number, 'T', convert_to(repeat('x', 200), 'utf8'), '{}'
                      from generate_series(1, 60000) as number""");
            var published = snapshot(relay);
            assertThat(published.running()).as("the old transaction").isNotEqualTo("{}");
            outbox.append("t", "new");

            isCheap(relay, published);
            outbox.execute("analyze outbox");
            isCheap(relay, published);
            outbox.execute("vacuum outbox");
            isCheap(relay, published);
        }
    }

    private static void isCheap(Connection relay, Snapshot published) throws SQLException {
        var poll = "execute poll('%s', 100, '%s', 100)".formatted(published.xmax(), published.running());
        var count = "execute count('%1$s', '%3$s', '%2$s', '%3$s', 100)".formatted(published.xmax(),
                published.running(), FUTURE.text());
        var copy = STATEMENTS.copyByTransaction(published, FUTURE, 0, 100).replaceAll("(?s)^copy \\(|\\) to stdout.*",
                "");
        for (var execution : new String[]{poll, count, copy}) {
            var plan = plan(relay, execution);
            assertThat(plan).contains("transaction_id_position_idx").doesNotContain("Seq Scan");
            assertThat(pages(plan)).as(plan).isLessThan(FEW_PAGES);
        }
    }

    private Connection relay() throws SQLException {
        var connection = DriverManager.getConnection(outbox.url(), outbox.reader(), outbox.reader());
        new OutboxDatabase(outbox.url(), null, null, "outbox", Portions.USUAL, 8_000_000,
                Duration.ofMinutes(1)).configure(connection);
        return connection;
    }

    private static Snapshot snapshot(Connection relay) throws SQLException {
        try (var statement = relay.createStatement();
                var result = statement.executeQuery("select pg_current_snapshot()::text")) {
            result.next();
            return new Snapshot(result.getString(1));
        }
    }

    private static void prepare(Connection relay) throws SQLException {
        try (var statement = relay.createStatement()) {
            statement.execute("prepare poll as " + numbered(STATEMENTS.poll()));
            statement.execute("prepare count as " + numbered(STATEMENTS.count()));
        }
    }

    /** PostgreSQL's own parameters for those of JDBC. */
    private static String numbered(String sql) {
        var number = new int[1];
        return Pattern.compile("\\?").matcher(sql).replaceAll(_ -> "\\$" + ++number[0]);
    }

    private static String plan(Connection relay, String execution) throws SQLException {
        try (var statement = relay.createStatement();
                var lines = statement.executeQuery("explain (analyze, buffers, costs off) " + execution)) {
            var plan = new StringBuilder();
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }

    private static int pages(String plan) {
        var buffers = BUFFERS.matcher(plan);
        assertThat(buffers.find()).as(plan).isTrue();
        return number(buffers.group(1)) + number(buffers.group(2));
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
