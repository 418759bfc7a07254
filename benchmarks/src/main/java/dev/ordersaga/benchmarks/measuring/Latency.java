package dev.ordersaga.benchmarks.measuring;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import org.HdrHistogram.Histogram;

import dev.ordersaga.benchmarks.contenders.RunningContender;
import dev.ordersaga.benchmarks.contenders.Site;
import dev.ordersaga.load.figures.Histograms;

/**
 * From the return of a transaction's commit to a reader of committed records that has the record, with single-row
 * transactions at a fixed rate, whether those before are through or not.
 */
public final class Latency {

    private static final int UNCOUNTED = 3;
    private static final int WARM_UP_RATE = 500;
    private static final int HIGH_RATE = 2_000;
    /** One that needs more milliseconds than that at this rate would be buried by a higher one. */
    private static final int WARM_UP_LIMIT = 200;
    /** Sooner the compilers of contender and broker take a core, and each record waits behind them. */
    private static final int WARM_UP_WINDOWS = 6;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Site site;
    private final Plan plan;
    private final Progress progress;
    private long next;

    Latency(Site site, Plan plan, Progress progress) {
        this.site = site;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * At one rate in one round.
     *
     * @param besideOpenTransaction whether another transaction, which had appended a row, was open meanwhile
     * @param lost messages that had not come within a minute
     * @param histogram microseconds, HdrHistogram's compressed form
     */
    @SuppressWarnings("ArrayRecordComponent") // an encoded value
    public record Result(int rate, boolean besideOpenTransaction, double p50, double p95, double p99, double highest,
            long lost, byte[] histogram) {}

    void measure(RunningContender program, List<Result> results, List<Results.Idle> idle) throws SQLException {
        try (var arrivals = Arrivals.begin(site.servers().bootstrapServers(), site.topic())) {
            warmUp(program, arrivals);
            for (var rate : plan.rates()) {
                results.add(result(rate, false, write(program, arrivals, rate, plan.window())));
            }
            idle.add(idle(program, false));
            if (hasOutbox()) {
                besideOpenTransaction(program, arrivals, results, idle);
            }
        }
    }

    /** At a moderate rate and, if the contender is up to it, at a high one: hot code is compiled by its calls. */
    private void warmUp(RunningContender program, Arrivals arrivals) {
        progress.says("warming up");
        var moderate = write(program, arrivals, WARM_UP_RATE, plan.window());
        if (milliseconds(moderate, 95) < WARM_UP_LIMIT) {
            write(program, arrivals, HIGH_RATE, WARM_UP_WINDOWS * plan.window());
        }
    }

    private void besideOpenTransaction(RunningContender program, Arrivals arrivals, List<Result> results,
            List<Results.Idle> idle) throws SQLException {
        try (var connection = site.connect()) {
            open(connection);
            var rate = plan.rates().getFirst();
            progress.says("beside an open transaction");
            write(program, arrivals, rate, Math.max(1, plan.openTransaction() - UNCOUNTED));
            results.add(result(rate, true, write(program, arrivals, rate, plan.window())));
            idle.add(idle(program, true));
            connection.rollback();
        }
    }

    private boolean hasOutbox() throws SQLException {
        try (var connection = site.connect();
                var statement = connection.createStatement();
                var found = statement.executeQuery("select to_regclass('" + site.name() + ".outbox') is not null")) {
            return found.next() && found.getBoolean(1);
        }
    }

    private void open(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("insert into outbox (id, topic, message_key, type, payload, headers) "
                    + "values (gen_random_uuid(), '" + site.topic() + "', 'never', 'never', '', '{}')");
        }
    }

    /** A warm-up, which is not counted, and then the window. */
    private Histogram write(RunningContender program, Arrivals arrivals, int rate, int seconds) {
        progress.says("%d messages a second".formatted(rate));
        var uncounted = rate * UNCOUNTED;
        var count = uncounted + rate * seconds;
        var first = next;
        next += count;
        arrivals.expect(first, count);
        var committed = program.write(rate, first, count);
        arrivals.await(LIMIT);
        var histogram = new Histogram(3);
        for (var index = uncounted; index < count; index++) {
            var arrived = arrivals.time(index);
            if (arrived != 0) {
                histogram.recordValue(Math.max(0, arrived - committed[index]) / 1_000);
            }
        }
        return histogram;
    }

    private Result result(int rate, boolean besideOpenTransaction, Histogram histogram) {
        var lost = (long) rate * plan.window() - histogram.getTotalCount();
        var result = new Result(rate, besideOpenTransaction, milliseconds(histogram, 50), milliseconds(histogram, 95),
                milliseconds(histogram, 99), histogram.getMaxValue() / 1e3, lost, Histograms.encode(histogram));
        progress.says("%d/s%s: p50 %.1f  p95 %.1f  p99 %.1f ms%s".formatted(rate,
                besideOpenTransaction ? " beside an open transaction" : "", result.p50(), result.p95(), result.p99(),
                lost == 0 ? "" : ", " + lost + " LOST"));
        return result;
    }

    private static double milliseconds(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }

    private Results.Idle idle(RunningContender program, boolean besideOpenTransaction) {
        progress.says("idle");
        var pid = program.process().handle().pid();
        pause(Duration.ofSeconds(1));
        var before = site.servers().usage(pid);
        var begin = System.nanoTime();
        pause(Duration.ofSeconds(2L * plan.window()));
        var used = site.servers().usage(pid).since(before).per((System.nanoTime() - begin) / 1e9 / 100);
        return new Results.Idle(besideOpenTransaction, used.contender(), used.postgres(), used.kafka());
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
