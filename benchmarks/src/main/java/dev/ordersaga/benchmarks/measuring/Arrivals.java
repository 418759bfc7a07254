package dev.ordersaga.benchmarks.measuring;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

import dev.ordersaga.benchmarks.messages.Messages;
import dev.ordersaga.benchmarks.servers.Topics;

/** A reader of committed records, in a thread of its own, that notes when each message comes for the first time. */
final class Arrivals implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile Expected expected = new Expected(0, new AtomicLongArray(0), new AtomicInteger());
    private volatile boolean closed;

    private record Expected(long first, AtomicLongArray times, AtomicInteger missing) {}

    private Arrivals(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().name("arrivals").daemon().unstarted(this::read);
    }

    static Arrivals begin(String bootstrapServers, String topic) {
        var consumer = Published.consumer(bootstrapServers);
        consumer.assign(Topics.partitions(topic));
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
        var arrivals = new Arrivals(consumer);
        arrivals.thread.start();
        return arrivals;
    }

    /** From now on these messages are waited for, and no others. */
    void expect(long first, int count) {
        expected = new Expected(first, new AtomicLongArray(count), new AtomicInteger(count));
    }

    /** Waits until all have come, for so long at most. */
    void await(Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (expected.missing().get() > 0 && System.nanoTime() < deadline) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** When the message came, by {@link System#nanoTime()}; 0 if it did not. */
    long time(int index) {
        return expected.times().get(index);
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                var records = consumer.poll(Duration.ofSeconds(1));
                var now = System.nanoTime();
                var waited = expected;
                for (var record : records) {
                    var index = (int) (Messages.number(record.value()) - waited.first());
                    if (index >= 0 && index < waited.times().length() && waited.times().compareAndSet(index, 0, now)) {
                        waited.missing().decrementAndGet();
                    }
                }
            }
        } catch (WakeupException _) {
            // closed
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
