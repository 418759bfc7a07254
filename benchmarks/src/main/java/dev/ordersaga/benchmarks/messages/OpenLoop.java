package dev.ordersaga.benchmarks.messages;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Appends messages at a fixed rate, whether those before are done or not: message n is due n/rate seconds after the start.
 */
public final class OpenLoop {

    private static final int THREADS = 8;

    private OpenLoop() {}

    /** Makes what a thread appends with. */
    @FunctionalInterface
    public interface Appenders {

        Appender open() throws Exception;
    }

    /** Appends a message and returns when its transaction is committed. */
    public interface Appender extends AutoCloseable {

        void append(long number) throws Exception;

        @Override
        default void close() {}
    }

    /**
     * @param first number of the first message
     * @param count how many; several threads share them
     * @return when each commit had returned, by {@link System#nanoTime()}, which is the same clock in all processes
     */
    public static long[] run(int rate, long first, int count, Appenders appenders) {
        var committed = new long[count];
        var next = new AtomicLong();
        var opened = new ArrayList<Appender>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (var thread = 0; thread < THREADS; thread++) {
                opened.add(appenders.open());
            }
            var begin = System.nanoTime();
            var running = new ArrayList<Future<?>>();
            for (var appender : opened) {
                running.add(threads.submit(() -> {
                    for (var index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                        waitUntil(begin + index * 1_000_000_000L / rate);
                        appender.append(first + index);
                        committed[(int) index] = System.nanoTime();
                    }
                    return null;
                }));
            }
            for (var thread : running) {
                thread.get();
            }
            for (var appender : opened) {
                appender.close();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return committed;
    }

    private static void waitUntil(long due) {
        for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
