package dev.ordersaga.simulation;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Many seeds on many threads, until all are done or one has broken something. */
final class Campaign {

    private static final long PROGRESS_MILLIS = 200;

    private final Simulation simulation;
    private final long first;
    private final long seeds;
    private final AtomicLong next;
    private final AtomicLong done = new AtomicLong();
    /** The lowest of those that failed, so that the answer is the same for any number of threads. */
    private final AtomicLong failed = new AtomicLong(Long.MAX_VALUE);

    Campaign(Simulation simulation, long first, long seeds) {
        this.simulation = simulation;
        this.first = first;
        this.seeds = seeds;
        this.next = new AtomicLong(first);
    }

    /**
     * @param progress is told now and then how many are done
     * @return the first seed that breaks something
     */
    OptionalLong run(int threads, LongConsumer progress) throws InterruptedException {
        var workers = IntStream.range(0, threads).mapToObj(_ -> Thread.ofVirtual().start(this::work)).toList();
        for (var worker : workers) {
            while (!worker.join(Duration.ofMillis(PROGRESS_MILLIS))) {
                progress.accept(done.get());
            }
        }
        progress.accept(done.get());
        return failed.get() == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(failed.get());
    }

    private void work() {
        for (long seed = next.getAndIncrement(); seed < first + seeds && seed < failed.get(); seed = next
                .getAndIncrement()) {
            if (simulation.run(seed).isPresent()) {
                failed.accumulateAndGet(seed, Math::min);
            }
            done.incrementAndGet();
        }
    }
}
