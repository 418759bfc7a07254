package dev.ordersaga.benchmarks.contenders;

import java.sql.Connection;
import java.sql.SQLException;

import dev.ordersaga.benchmarks.messages.OpenLoop;

/** Delete a thousand rows that nobody has locked, send them, commit. */
final class SkipLockedContender implements Contender {

    @Override
    public String name() {
        return "skip-locked";
    }

    @Override
    public String label() {
        return "SKIP LOCKED + DELETE, LIMIT 1000";
    }

    @Override
    public String guarantee() {
        return "at least once";
    }

    @Override
    public String notes() {
        return "one thread; the producer's settings are the relay's; polls every 10 ms when it found nothing";
    }

    /** A smaller one flatters it: the rows that it has deleted are passed over again and again. */
    @Override
    public int backlog(int rows) {
        return Math.min(rows, 250_000);
    }

    @Override
    public int warmUp(int backlog) {
        return Math.min(backlog, 50_000);
    }

    @Override
    public void prepare(Site site) throws SQLException {
        OutboxTable.create(site);
    }

    @Override
    public RunningContender start(Site site, StartOptions options) {
        return new OwnProgram("SkipLockedRelay", Libraries.PLAIN, site, options) {

            @Override
            public long[] write(int rate, long first, int count) {
                return OpenLoop.run(rate, first, count, () -> OutboxRows.appender(site));
            }
        };
    }

    @Override
    public void fill(Connection connection, Site site, long from, long to) throws SQLException {
        OutboxRows.fill(connection, site.topic(), from, to);
    }
}
