package dev.ordersaga.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.Snapshot;
import dev.ordersaga.relay.parking.ParkedKey;
import dev.ordersaga.relay.parking.Parking;

/**
 * Publishes the rows of parked keys, once somebody has decided or the cause may have passed: page by page between the
 * other rows' transactions, in order, up to the first that cannot be published.
 */
final class Releases {

    private final OutboxDatabase database;
    private final Transactions transactions;
    private final Parking parking;
    private final Decisions decisions;
    private final SourceMonitor monitor;
    private final Duration retryAfter;
    private final InstantSource clock;

    Releases(OutboxDatabase database, Transactions transactions, Parking parking, Decisions decisions,
            SourceMonitor monitor, Duration retryAfter, InstantSource clock) {
        this.database = database;
        this.transactions = transactions;
        this.parking = parking;
        this.decisions = decisions;
        this.monitor = monitor;
        this.retryAfter = retryAfter;
        this.clock = clock;
    }

    /**
     * Carries out what has been decided, and publishes a page of a released key if there is one.
     *
     * @param cursor committed, with no batch begun: all rows visible in its snapshot have been met
     */
    void turn(Cursor cursor) throws SQLException, InterruptedException {
        for (var decision = decisions.next(); decision != null; decision = decisions.next()) {
            carryOut(decision, cursor);
        }
        var next = next();
        if (next.isPresent()) {
            publish(next.get(), cursor);
            monitor.reached(cursor, parking.all());
        }
    }

    private void carryOut(Decisions.Decision decision, Cursor cursor) throws SQLException, InterruptedException {
        var parked = parking.find(decision.key()).filter(decision::isAbout);
        if (parked.isEmpty()) {
            decision.answer().completeExceptionally(new NotParkedException(decision.key(), decision.position()));
            return;
        }
        transactions.run(() -> {
            parking.put(decision.applyTo(parked.get()));
            return cursor;
        });
        monitor.decided(parked.get(), decision.action());
        decision.answer().complete(parked.get());
    }

    private Optional<ParkedKey> next() {
        if (parking.isEmpty()) {
            return Optional.empty();
        }
        var now = clock.instant();
        return parking.all().stream().filter(key -> key.released()
                || (key.cause().passes() && now.isAfter(key.cause().at().plus(retryAfter)))).findFirst();
    }

    private void publish(ParkedKey key, Cursor cursor) throws SQLException, InterruptedException {
        var rows = database.read(key.waitingRows(), cursor.published());
        if (rows.isEmpty()) {
            transactions.run(() -> {
                parking.free(key.key());
                return cursor;
            });
            return;
        }
        var committed = transactions.run(() -> {
            parking.put(sent(key, rows, cursor.published()));
            return cursor;
        });
        if (committed == null) {
            return; // the next turn does it again
        }
        var left = parking.find(key.key()).map(ParkedKey::waiting).orElse(0L);
        monitor.releases((int) (key.waiting() - left));
    }

    private ParkedKey sent(ParkedKey key, List<OutboxRow> rows, Snapshot snapshot) {
        var sent = 0;
        for (var row : rows) {
            var refusal = transactions.send(row);
            if (refusal != null) {
                return key.upTo(snapshot, row.position() - 1, sent).at(row, refusal);
            }
            sent++;
        }
        return key.upTo(snapshot, rows.getLast().position(), sent).release();
    }
}
