package dev.ordersaga.benchmarks.contenders;

import java.sql.Connection;
import java.sql.SQLException;

import dev.ordersaga.benchmarks.messages.OpenLoop;

/** The Debezium engine in a program of its own. */
final class DebeziumContender implements Contender {

    @Override
    public String name() {
        return "debezium";
    }

    @Override
    public String label() {
        return "Debezium engine 3.6";
    }

    @Override
    public String guarantee() {
        return "at least once";
    }

    @Override
    public String notes() {
        return "embedded, asynchronous engine, tuned: pgoutput, publication of inserts alone, no conversion and no "
                + "transformation, batches of 8192, queue of 32768, polls every 5 ms; the producer's settings are the relay's";
    }

    /** Its rate does not depend on the backlog. */
    @Override
    public int backlog(int rows) {
        return Math.min(rows, 250_000);
    }

    @Override
    public int warmUp(int backlog) {
        return backlog;
    }

    @Override
    public void prepare(Site site) throws SQLException {
        OutboxTable.create(site, "create publication " + site.name() + " for table outbox with (publish = 'insert')",
                "select pg_create_logical_replication_slot('" + site.name() + "', 'pgoutput')");
    }

    @Override
    public RunningContender start(Site site, StartOptions options) {
        return new OwnProgram("DebeziumRelay", Libraries.DEBEZIUM, site, options) {

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

    @Override
    public void cleanUp(Site site) throws SQLException {
        Capture.end(site);
    }
}
