package dev.ordersaga.benchmarks.contenders;

import java.time.Duration;

import dev.ordersaga.local.process.ChildProcess;

/** A contender's program, which runs, and what it can be told. */
public interface RunningContender extends AutoCloseable {

    ChildProcess process();

    /** What the harness does in its place while it stands still: nothing, unless the program is the source itself. */
    default void publish(long from, long to) {}

    /** Whether {@link #publish} is what makes it work, in place of rows that have been written before. */
    default boolean isSource() {
        return false;
    }

    /** Appends single messages at that rate. @return when each was committed, by {@link System#nanoTime()} */
    long[] write(int rate, long first, int count);

    @Override
    default void close() {
        process().stop(Duration.ofSeconds(10));
    }
}
