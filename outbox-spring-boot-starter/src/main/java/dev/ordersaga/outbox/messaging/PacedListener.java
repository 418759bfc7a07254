package dev.ordersaga.outbox.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Rests after a batch for as long as that took. What arrives meanwhile becomes one batch, which costs little more than each of
 * the many that it would have been: its round trips, its commit, its wake-ups are those of one. While there is time to spare a batch
 * takes milliseconds, and so does the rest; the busier the machine, the more is handled at once. So a consumer works for
 * half of its time at most and leaves the other half, and the database, to those who place requests.
 *
 * <p>
 * A full batch is followed at once by the next: there is nothing to be gained by waiting for more.
 */
final class PacedListener implements BatchMessageListener<byte[], byte[]> {

    private final BatchMessageListener<byte[], byte[]> listener;
    private final Duration longest;
    private final int full;

    /**
     * @param longest the longest rest; none at all if it is zero
     * @param full how many messages a batch has at most
     */
    PacedListener(BatchMessageListener<byte[], byte[]> listener, Duration longest, int full) {
        this.listener = listener;
        this.longest = longest;
        this.full = full;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        long begun = System.nanoTime();
        listener.onMessage(records);
        var rest = rest(Duration.ofNanos(System.nanoTime() - begun), records.size());
        LockSupport.parkNanos(this, TimeUnit.NANOSECONDS.convert(rest));
    }

    Duration rest(Duration work, int records) {
        if (records >= full) {
            return Duration.ZERO;
        }
        return work.compareTo(longest) < 0 ? work : longest;
    }
}
