package dev.ordersaga.benchmarks.measuring;

import java.sql.SQLException;

import dev.ordersaga.benchmarks.contenders.Contender;
import dev.ordersaga.benchmarks.contenders.RunningContender;
import dev.ordersaga.benchmarks.contenders.Site;
import dev.ordersaga.load.processes.ProcessTimes;
import dev.ordersaga.benchmarks.servers.Usage;
import dev.ordersaga.load.processes.Heap;

/**
 * How fast a contender publishes a backlog, warm: it first publishes another one. It then stands still (SIGSTOP) while the
 * backlog is written, vacuumed and checkpointed, and time begins when it goes on.
 */
public final class Throughput {

    private final Site site;
    private final Contender contender;
    private final Progress progress;
    private final Publication publication;

    Throughput(Site site, Contender contender, Progress progress) {
        this.site = site;
        this.contender = contender;
        this.progress = progress;
        this.publication = new Publication(site.servers().topics(), site.topic(), progress);
    }

    /**
     * One contender's in one round.
     *
     * @param cpu seconds of processor time in all
     * @param peakMemory of the contender's process, in bytes
     * @param heap of its JVM that is left after a full collection, in bytes
     */
    public record Result(long rows, double seconds, Usage cpu, long peakMemory, long heap, Published published) {

        public double rowsPerSecond() {
            return rows / seconds;
        }

        public Usage cpuPerMillion() {
            return cpu.per(rows / 1e6);
        }
    }

    Result measure(RunningContender program, int warmUp, int rows) throws SQLException {
        progress.says("warming up");
        var begin = publication.ends();
        feed(program, 0, warmUp);
        publication.await(begin, warmUp, () -> null);

        progress.says("writing the backlog");
        begin = publication.ends();
        if (!program.isSource()) {
            program.process().suspend();
            feed(program, warmUp, (long) warmUp + rows);
        }
        settle();

        progress.says("publishing");
        var pid = program.process().handle().pid();
        ProcessTimes.resetPeak(pid);
        var used = site.servers().usage(pid);
        var start = System.nanoTime();
        if (program.isSource()) {
            program.publish(warmUp, (long) warmUp + rows);
        } else {
            program.process().resume();
        }
        var end = publication.await(begin, rows, () -> site.servers().usage(pid));
        var usage = end.usage();
        if (usage == null) {
            throw new IllegalStateException("nothing was published");
        }

        progress.says("counting");
        var peak = ProcessTimes.peak(pid);
        var heap = Heap.bytesAfterCollection(pid);
        var published = Published.count(site.servers().bootstrapServers(), begin, publication.ends(), warmUp,
                (long) warmUp + rows);
        return new Result(rows, (end.time() - start) / 1e9, usage.since(used), peak, heap, published);
    }

    private void feed(RunningContender program, long from, long to) throws SQLException {
        if (program.isSource()) {
            program.publish(from, to);
        } else {
            try (var connection = site.connect()) {
                contender.fill(connection, site, from, to);
            }
        }
    }

    /** What autovacuum and the checkpointer would do at some time is done now, for everybody. */
    private void settle() throws SQLException {
        try (var connection = site.connect(); var statement = connection.createStatement()) {
            statement.execute("vacuum (analyze)");
            statement.execute("checkpoint");
        }
    }
}
