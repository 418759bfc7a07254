package dev.ordersaga.benchmarks.contenders;

import java.sql.Connection;

/** What Kafka takes when nothing else is done: the limit of every relay. */
final class PlainProducerContender implements Contender {

    @Override
    public String name() {
        return "plain-producer";
    }

    @Override
    public String label() {
        return "plain KafkaProducer (the limit)";
    }

    @Override
    public String guarantee() {
        return "no outbox";
    }

    @Override
    public String notes() {
        return "acks=all, idempotent, lz4, batches of 128 KB; records made beforehand; no database; "
                + "for latencies linger.ms=0, and the time begins when send() returns";
    }

    @Override
    public int backlog(int rows) {
        return rows;
    }

    @Override
    public int warmUp(int backlog) {
        return RelayContender.WARM_UP * Math.min(backlog, 1_000_000);
    }

    @Override
    public void prepare(Site site) {
        // no tables
    }

    @Override
    public RunningContender start(Site site, StartOptions options) {
        return new OwnProgram("PlainProducer", Libraries.PLAIN, site, options) {

            @Override
            public boolean isSource() {
                return true;
            }
        };
    }

    @Override
    public void fill(Connection connection, Site site, long from, long to) {
        // no rows
    }
}
