package dev.ordersaga.simulation.broker;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.choice.Choices;
import dev.ordersaga.simulation.database.OutboxRow;
import dev.ordersaga.simulation.database.OutboxTable;
import dev.ordersaga.simulation.database.Snapshot;
import dev.ordersaga.simulation.database.Database;
import dev.ordersaga.simulation.process.History;
import dev.ordersaga.simulation.process.Point;
import dev.ordersaga.simulation.process.Program;
import dev.ordersaga.simulation.process.Tasks;

/**
 * The relay for one outbox. A model: the real one is SQL and Kafka, and has tests of its own. It reads what the next
 * snapshot sees and the previous did not, in the order of the positions, and commits records and cursor together; a
 * successor's epoch fences it.
 */
public final class Relay {

    /** How far it is: all of {@code published}, and of what {@code next} sees beyond, those up to a position. */
    private record Cursor(Snapshot published, @Nullable Snapshot next, long after, long highest) {

        static final Cursor BEGINNING = new Cursor(Snapshot.NOTHING, null, 0, 0);
    }

    private record Page(List<OutboxRow> rows, Cursor cursor) {

        @Override
        public String toString() {
            return rows.stream().map(OutboxRow::type).collect(Collectors.joining(", "));
        }

        String about() {
            return rows.stream().map(OutboxRow::key).distinct().collect(Collectors.joining(" "));
        }
    }

    private final String source;
    private final Database database;
    private final Topics topics;
    private final Choices choices;
    private final Tasks tasks;
    private final History history;
    private final Set<Bug> bugs;

    private Program owner;
    private int epoch;
    private Cursor cursor = Cursor.BEGINNING;

    public Relay(String source, Database database, Topics topics, Program owner, Choices choices, Tasks tasks,
            History history, Set<Bug> bugs) {
        this.source = source;
        this.database = database;
        this.topics = topics;
        this.owner = owner;
        this.choices = choices;
        this.tasks = tasks;
        this.history = history;
        this.bugs = bugs;
    }

    public String source() {
        return source;
    }

    public Program owner() {
        return owner;
    }

    /** Whoever owned it before can commit nothing any more. */
    public void giveTo(Program successor) {
        owner = successor;
        epoch++;
        history.add(successor.name(), "takes over " + source, "", "");
    }

    /** Whether there is anything to publish. */
    public boolean isBehind() {
        return cursor.next() != null || rows(database.snapshot()).findAny().isPresent();
    }

    /** Publishes a page of what has been committed. */
    public void run() {
        int itsEpoch = epoch;
        var page = read();
        if (!tasks.passes(Point.READ)) {
            return;
        }
        if (bugs.contains(Bug.CURSOR_BEFORE_SEND)) {
            cursor = page.cursor();
        } else if (bugs.contains(Bug.SEND_WITHOUT_TRANSACTION)) {
            topics.publish(page.rows());
        }
        if (!tasks.passes(Point.SENT)) {
            tell(page, "✗ aborted");
        } else if (itsEpoch != epoch && !bugs.contains(Bug.ZOMBIE_NOT_FENCED)) {
            tell(page, "fenced");
        } else {
            commit(page);
        }
    }

    private void commit(Page page) {
        if (!bugs.contains(Bug.SEND_WITHOUT_TRANSACTION)) {
            topics.publish(page.rows());
        }
        cursor = page.cursor();
        tell(page, "publishes " + page);
    }

    private void tell(Page page, String result) {
        if (history.isKept()) {
            history.add(tasks.current().program().name(), "relay " + source, page.about(), result);
        }
    }

    private Page read() {
        var begun = cursor;
        var next = begun.next() == null ? database.snapshot() : begun.next();
        var rows = rows(next).sorted(order()).toList();
        int most = choices.weighted(3, 1) == 0 ? rows.size() : 1 + choices.below(2);
        if (most >= rows.size() || bugs.contains(Bug.REST_OF_BATCH_FORGOTTEN)) {
            var page = rows.subList(0, Math.min(most, rows.size()));
            return new Page(page, new Cursor(finished(next), null, 0, highest(page)));
        }
        var page = rows.subList(0, most);
        return new Page(page, new Cursor(begun.published(), next, page.getLast().position(), highest(page)));
    }

    private Comparator<OutboxRow> order() {
        return bugs.contains(Bug.ROWS_BY_TRANSACTION)
                ? Comparator.comparingLong(OutboxRow::transaction)
                : Comparator.comparingLong(OutboxRow::position);
    }

    private Snapshot finished(Snapshot next) {
        return bugs.contains(Bug.RUNNING_TRANSACTIONS_FORGOTTEN) ? new Snapshot(next.xmax(), Set.of()) : next;
    }

    private long highest(List<OutboxRow> page) {
        return page.stream().mapToLong(OutboxRow::position).reduce(cursor.highest(), Math::max);
    }

    private Stream<OutboxRow> rows(Snapshot next) {
        var begun = cursor;
        var visible = database.outbox().rows().stream().filter(row -> next.sees(row.transaction()));
        return bugs.contains(Bug.HIGHEST_POSITION_AS_CURSOR)
                ? visible.filter(row -> row.position() > begun.highest())
                : visible.filter(row -> !begun.published().sees(row.transaction()) && row.position() > begun.after());
    }

    public Runnable save() {
        var saved = cursor;
        return () -> cursor = saved;
    }
}
