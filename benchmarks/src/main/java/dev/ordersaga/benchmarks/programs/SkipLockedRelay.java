package dev.ordersaga.benchmarks.programs;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The relay that most people write: takes a thousand rows that nobody else has locked, deletes them, sends them, commits
 * when all are acknowledged.
 */
final class SkipLockedRelay {

    private static final Duration IDLE = Duration.ofMillis(10);

    private static final String TAKE = """
            with taken as (
                delete from outbox
                 where position in (select position from outbox order by position limit 1000 for update skip locked)
                returning position, id, topic, message_key, type, payload, headers, created_at)
            select * from taken order by position""";

    private final Sending sending = new Sending();
    private final Records records = new Records();

    static void main(String[] arguments) throws Exception {
        var relay = new SkipLockedRelay();
        Line.inBackground(relay::run);
        Line.serve(arguments[0]);
    }

    private void run() {
        try (var connection = Surroundings.connect()) {
            connection.setAutoCommit(false);
            try (var take = connection.prepareStatement(TAKE)) {
                while (true) {
                    var taken = send(take);
                    sending.flush();
                    connection.commit();
                    if (taken == 0) {
                        Thread.sleep(IDLE);
                    }
                }
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int send(PreparedStatement take) throws SQLException {
        var taken = 0;
        try (var rows = take.executeQuery()) {
            for (; rows.next(); taken++) {
                sending.send(records.record(rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5),
                        rows.getBytes(6), rows.getString(7), rows.getString(8)));
            }
        }
        return taken;
    }
}
