package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves a table and what does not, each step taken by hand with the relay's role. */
class RetentionFunctionsTest {

    private final TestOutbox outbox = TestOutbox.create().withRetention();
    private final Connection relay = connect();

    private Connection connect() {
        try {
            return DriverManager.getConnection(outbox.url(), outbox.reader(), outbox.reader());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void aPartitionIsLeftAsSoonAsItHasARow() {
        outbox.execute("update outbox_retention set keep = '1 day', partition_interval = '1 microsecond'");
    }

    @AfterEach
    void disconnect() throws SQLException {
        relay.close();
    }

    @Test
    void rowsLeaveWhenTheyHaveBeenPublishedForLongEnough() {
        outbox.append("t", "a");
        assertThat(makesAhead()).containsExactly("made outbox_p1000000000", "went on to outbox_p1000000000",
                "made outbox_p2000000000");
        outbox.append("t", "b");
        reports("relay");
        assertThat(dropsBehind()).isEmpty();
        daysPass(2);
        assertThat(dropsBehind()).containsExactly("emptied outbox_p0", "dropped outbox_p0");
        assertThat(outbox.query("select position from outbox")).as("rows of the partition in use stay").containsExactly(
                "1000000000");
        assertThat(outbox.query("select dropped_until < now() - interval '1 day' from outbox_retention"))
                .containsExactly("t");
    }

    @Test
    void aPartitionIsInUseUntilItIsOldEnoughOrHasEnoughRows() {
        outbox.execute("update outbox_retention set partition_interval = '1 hour', partition_rows = 3");
        assertThat(makesAhead()).containsExactly("made outbox_p1000000000");
        outbox.append("t", "a");
        outbox.append("t", "a");
        assertThat(makesAhead()).isEmpty();
        outbox.append("t", "a");
        assertThat(makesAhead()).containsExactly("went on to outbox_p1000000000", "made outbox_p2000000000");
        outbox.execute("update outbox_retention set partition_interval = '1 microsecond'");
        assertThat(makesAhead()).as("nobody leaves an empty one").isEmpty();
        outbox.append("t", "a");
        assertThat(makesAhead()).containsExactly("went on to outbox_p2000000000", "made outbox_p3000000000");
    }

    @Test
    void whatARelayIsToPublishOnceMoreStaysFromTheMomentOnThatItSaysSo() {
        outbox.append("t", "a");
        makesAhead();
        outbox.append("t", "b");
        reports("relay");
        daysPass(2);
        reports("relay");
        reports("relay", 1L);
        assertThat(dropsBehind()).isEmpty();
        daysPass(1);
        reports("relay", 1_000_000_000L);
        daysPass(2);
        assertThat(dropsBehind()).containsExactly("emptied outbox_p0", "dropped outbox_p0");
    }

    @Test
    void whatARelayPublishesAgainStaysUntilItHasBeenPublishedAgainForLongEnough() {
        outbox.append("t", "a");
        makesAhead();
        outbox.append("t", "b");
        reports("relay");
        daysPass(2);
        all("outbox_report_published('relay', '1:1:', null)");
        assertThat(dropsBehind()).isEmpty();
        reports("relay");
        assertThat(dropsBehind()).isEmpty();
        daysPass(2);
        assertThat(dropsBehind()).containsExactly("emptied outbox_p0", "dropped outbox_p0");
    }

    @Test
    void whereRowsAreKeptForEverNothingIsDone() {
        outbox.execute("update outbox_retention set keep = null");
        outbox.append("t", "a");
        reports("relay");
        daysPass(1000);
        assertThat(makesAhead()).isEmpty();
        assertThat(dropsBehind()).isEmpty();
    }

    @Test
    void unpublishedRowsStayWhateverTheirAge() {
        reports("relay");
        outbox.append("t", "a");
        makesAhead();
        outbox.execute("update outbox set created_at = created_at - interval '1000 days'");
        daysPass(1000);
        assertThat(dropsBehind()).isEmpty();
        reports("relay");
        daysPass(2);
        assertThat(dropsBehind()).containsExactly("emptied outbox_p0", "dropped outbox_p0");
    }

    @Test
    void withoutARelayNothingLeaves() {
        outbox.append("t", "a");
        makesAhead();
        assertThat(dropsBehind()).isEmpty();
    }

    @Test
    void aTransactionThatHasWrittenToAnOldPartitionKeepsItUntilItsRowsArePublished() throws SQLException {
        makesAhead();
        try (var open = outbox.begin()) {
            outbox.append(open, "t", "open");
            outbox.append("t", "a");
            makesAhead();
            reports("relay");
            daysPass(2);
            assertThat(dropsBehind()).as("while it is open").isEmpty();
            open.commit();
            assertThat(dropsBehind()).as("committed, not published").isEmpty();
        }
        reports("relay");
        assertThat(dropsBehind()).as("published just now").isEmpty();
        daysPass(2);
        assertThat(dropsBehind()).containsExactly("emptied outbox_p0", "dropped outbox_p0");
    }

    @Test
    void aTransactionThatHasWrittenToTheNewestPartitionHoldsUpOnlyTheDropOfTheEmptiedOne() throws SQLException {
        outbox.append("t", "a");
        makesAhead();
        reports("relay");
        daysPass(2);
        try (var open = outbox.begin()) {
            outbox.append(open, "t", "open");
            assertThat(dropsBehind()).containsExactly("emptied outbox_p0");
            assertThat(outbox.committed()).isEmpty();
            open.commit();
        }
        assertThat(dropsBehind()).containsExactly("dropped outbox_p0");
    }

    /** It may still take the default partition for the one that a row of the new one belongs to. */
    @Test
    void aPartitionIsNotUsedBeforeTheTransactionsThatMayNotKnowItHaveEnded() throws SQLException {
        try (var open = outbox.begin()) {
            outbox.append(open, "t", "open");
            outbox.append("t", "a");
            assertThat(makesAhead()).containsExactly("made outbox_p1000000000");
            outbox.append(open, "t", "open");
            open.commit();
            outbox.append(open, "t", "later transaction");
            assertThat(makesAhead()).containsExactly("went on to outbox_p1000000000", "made outbox_p2000000000");
            outbox.append(open, "t", "later transaction");
            open.commit();
        }
        assertThat(outbox.query("select position from outbox order by position")).containsExactly("1", "2", "3", "4",
                "1000000000");
    }

    @Test
    void aRowThatComesToAnEmptiedPartitionIsNotLost() throws SQLException {
        outbox.append("t", "a");
        makesAhead();
        reports("relay");
        daysPass(2);
        try (var open = outbox.begin()) {
            outbox.append(open, "t", "open");
            assertThat(dropsBehind()).containsExactly("emptied outbox_p0");
            insertAt(2); // its position was given away before the jump
            open.commit();
        }
        assertThat(dropsBehind()).as("published by nobody").isEmpty();
        reports("relay");
        daysPass(2);
        assertThat(dropsBehind()).containsExactly("emptied outbox_p0", "dropped outbox_p0");
        insertAt(3);
        assertThat(outbox.query("select position from outbox where tableoid = 'outbox_default'::regclass"))
                .containsExactly("3");
        outbox.append("t", "a");
        assertThat(makesAhead()).hasSize(2);
    }

    @Test
    void rowsFromTheLowestWaitingPositionOnStay() {
        outbox.append("t", "a");
        makesAhead();
        outbox.append("t", "parked");
        makesAhead();
        outbox.append("t", "a");
        makesAhead();
        reports("relay", 1_000_000_000L);
        daysPass(2);
        assertThat(dropsBehind()).containsExactly("emptied outbox_p0", "dropped outbox_p0");
        reports("relay", null);
        daysPass(2);
        assertThat(dropsBehind()).containsExactly("emptied outbox_p1000000000", "emptied outbox_p2000000000",
                "dropped outbox_p1000000000, outbox_p2000000000");
    }

    @Test
    void rowsStayUntilEveryRelayHasPublishedThemAndAForgottenOneIsWaitedForNoMore() {
        reports("other");
        outbox.append("t", "a");
        makesAhead();
        reports("relay");
        daysPass(2);
        assertThat(dropsBehind()).isEmpty();
        reports("other");
        daysPass(2);
        assertThat(dropsBehind()).containsExactly("emptied outbox_p0", "dropped outbox_p0");

        outbox.append("t", "a");
        makesAhead();
        reports("relay");
        daysPass(2);
        assertThat(dropsBehind()).isEmpty();
        outbox.execute("delete from outbox_progress where relay = 'other'");
        assertThat(dropsBehind()).containsExactly("emptied outbox_p1000000000", "dropped outbox_p1000000000");
    }

    @Test
    void whatWasToldInAnotherClusterCountsForNothing() {
        outbox.append("t", "a");
        makesAhead();
        reports("relay");
        outbox.execute("update outbox_progress set system = 4711");
        daysPass(2);
        assertThat(dropsBehind()).isEmpty();
        reports("relay");
        assertThat(outbox.query("select count(*) from outbox_progress where system = 4711")).containsExactly("0");
    }

    @Test
    void rowsThatHadToGoToTheDefaultPartitionLeaveFromThereAndLaterOnesFindAPartition() throws SQLException {
        outbox.execute("select setval('outbox_position_seq', 5000000000)");
        outbox.append("t", "a");
        try (var open = outbox.begin()) {
            outbox.append(open, "t", "open");
            assertThatThrownBy(this::makesAhead).as("waits for who writes there").hasMessageContaining("lock timeout");
            open.commit();
        }
        assertThat(makesAhead()).containsExactly("made outbox_p6000000003", "went on to outbox_p6000000003",
                "made outbox_p7000000003");
        outbox.append("t", "a");
        reports("relay");
        daysPass(2);
        assertThat(dropsBehind()).containsExactly("emptied outbox_default", "dropped outbox_p0");
        assertThat(outbox.query("select position from outbox")).containsExactly("6000000003");
    }

    @Test
    void whatIsKnownOfARelayIsAFewRows() {
        for (var hour = 0; hour < 200; hour++) {
            reports("relay");
            outbox.execute("update outbox_progress set at = at - interval '1 hour'");
        }
        assertThat(outbox.query("select count(*) < 20 from outbox_progress")).containsExactly("t");
        assertThat(outbox.query("select min(at) < now() - interval '1 day' from outbox_progress")).containsExactly("t");
    }

    @Test
    void theRelaysRoleCanDoNoMoreThanThat() throws SQLException {
        outbox.append("t", "a");
        makesAhead();
        try (var statement = relay.createStatement()) {
            for (var sql : List.of("truncate outbox", "drop table outbox_p0", "select outbox_next_position()",
                    "select outbox_published_since('outbox_p0')", "select outbox_retention_begins()",
                    "update outbox_retention set keep = '0'", "delete from outbox_progress",
                    "select * from outbox_partition", "insert into outbox_progress values ('r', now(), 1, '9:9:')")) {
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
            assertThatThrownBy(() -> statement.execute("""
                    select outbox_report_published('relay', '900000000:900000000:', null)"""))
                    .hasMessageContaining("has yet to come");
            relay.setAutoCommit(false);
            makesAhead();
            statement.execute("select pg_current_xact_id()");
            assertThatThrownBy(this::makesAhead).hasMessageContaining("transaction of its own");
            relay.rollback();
            relay.setAutoCommit(true);
            statement.execute("set default_transaction_isolation = 'repeatable read'");
            assertThatThrownBy(this::dropsBehind).hasMessageContaining("read committed");
        }
    }

    @Test
    void aTableOfTheCallersOwnIsNotTakenForThatOfTheOwner() throws SQLException {
        try (var statement = relay.createStatement()) {
            statement.execute("create temp table outbox_retention (keep interval)");
            statement.execute("create temp table outbox_progress (relay text, at timestamptz)");
        }
        outbox.append("t", "a");
        makesAhead();
        reports("relay");
        assertThat(outbox.query("select relay from outbox_progress")).containsExactly("relay");
        assertThat(dropsBehind()).isEmpty();
    }

    private void insertAt(long position) {
        outbox.execute("""
                insert into outbox (position, id, topic, message_key, type, payload, headers) overriding system value
                values (%d, gen_random_uuid(), 't', 'k', 'T', '', '{}')""".formatted(position));
    }

    private void daysPass(int days) {
        outbox.execute("update outbox_progress set at = at - interval '%d days'".formatted(days));
    }

    private void reports(String name) {
        reports(name, null);
    }

    /** Everything visible has been published. */
    private void reports(String name, @Nullable Long waiting) {
        all("outbox_report_published('%s', pg_current_snapshot(), %d)".formatted(name, waiting));
    }

    private List<String> makesAhead() {
        return all("outbox_make_ahead()");
    }

    private List<String> dropsBehind() {
        return all("outbox_drop_behind()");
    }

    /** Again and again, until there is nothing left to do. */
    private List<String> all(String function) {
        var done = new ArrayList<String>();
        try (var statement = relay.createStatement()) {
            while (true) {
                try (var row = statement.executeQuery("select " + function)) {
                    row.next();
                    var step = row.getString(1);
                    if (step == null || step.isEmpty()) {
                        return done;
                    }
                    done.add(step);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
