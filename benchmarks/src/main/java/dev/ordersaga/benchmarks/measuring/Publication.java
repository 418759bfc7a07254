package dev.ordersaga.benchmarks.measuring;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.ordersaga.benchmarks.servers.Topics;
import dev.ordersaga.benchmarks.servers.Usage;

/**
 * Watches a topic from outside until all is published: as many records as wanted can be read by a reader of committed
 * ones, and then nothing more comes. How it is asked costs the broker next to nothing; markers of transactions only make
 * the count higher, and so the end is the last time that anything came. Whether these were the right records is counted
 * afterwards ({@link Published}).
 */
final class Publication {

    private static final Duration POLL = Duration.ofMillis(20);
    /** Longer than any pause that a contender makes. */
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration STANDSTILL = Duration.ofMinutes(2);

    private final Topics topics;
    private final String topic;
    private final Progress progress;

    Publication(Topics topics, String topic, Progress progress) {
        this.topics = topics;
        this.topic = topic;
        this.progress = progress;
    }

    /** When and with what usage the last of it had come. */
    record End(long time, @Nullable Usage usage) {}

    Map<TopicPartition, Long> ends() {
        return topics.committedEnds(topic);
    }

    /**
     * @param begin the ends before
     * @param usage asked whenever something has come
     */
    End await(Map<TopicPartition, Long> begin, long wanted, Supplier<@Nullable Usage> usage) {
        var start = sum(begin);
        var last = start;
        var end = new End(System.nanoTime(), null);
        while (true) {
            var sum = sum(ends());
            var now = System.nanoTime();
            if (sum != last) {
                last = sum;
                end = new End(now, usage.get());
                progress.rows(Math.min(sum - start, wanted), wanted);
            } else if (sum - start >= wanted && now - end.time() > QUIET.toNanos()) {
                return end;
            } else if (now - end.time() > STANDSTILL.toNanos()) {
                throw new IllegalStateException("no record for %d s; %d of %d are there"
                        .formatted(STANDSTILL.toSeconds(), sum - start, wanted));
            }
            pause();
        }
    }

    private static long sum(Map<TopicPartition, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
