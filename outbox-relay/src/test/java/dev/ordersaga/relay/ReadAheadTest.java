package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.Page;
import dev.ordersaga.relay.outbox.PageReceiver;
import dev.ordersaga.relay.outbox.RowReader;
import dev.ordersaga.relay.outbox.Snapshot;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private static final long LONG = 60_000;

    @Test
    void fewRowsAtATimeAreReadWhenSomebodyWaitsForThem() throws Exception {
        var outbox = new EndlessOutbox(3);
        try (var ahead = start(outbox)) {
            for (int taken = 0; taken < 5; taken++) {
                assertThat(ahead.next(LONG)).isNotNull();
                await().until(() -> waitsForDemand(ahead));
            }
            assertThat(outbox.polls.get()).as("one for each that was wanted, and one that was under way").isBetween(5,
                    10);
        }
    }

    @Test
    void manyRowsAreReadWhileTheFormerOnesAreOnTheirWay() throws Exception {
        var outbox = new EndlessOutbox(1_000);
        try (var _ = start(outbox)) {
            await().until(() -> outbox.polls.get() > 5);
        }
    }

    @Test
    void whoWaitsForDemandBeginsAgainAndIsClosed() throws Exception {
        var outbox = new EndlessOutbox(3);
        try (var ahead = start(outbox)) {
            assertThat(ahead.next(LONG)).isNotNull();
            await().until(() -> waitsForDemand(ahead));
            int polls = outbox.polls.get();
            ahead.beginAgain(outbox.cursor);
            await().until(() -> outbox.polls.get() > polls && waitsForDemand(ahead));
        }
        await().until(() -> outbox.isClosed);
    }

    private static ReadAhead start(EndlessOutbox outbox) {
        return ReadAhead.start("endless", () -> outbox, () -> {}, outbox.cursor, new Growing(Duration.ofMillis(1),
                Duration
                        .ofMillis(1)));
    }

    private static boolean waitsForDemand(ReadAhead ahead) {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> LockSupport.getBlocker(thread) == ahead);
    }

    /** Has so many new rows whenever it is asked. */
    private static final class EndlessOutbox implements RowReader {

        private final Cursor cursor = new Cursor("system", 1, Snapshot.NOTHING, null, 0, null);
        private final AtomicInteger polls = new AtomicInteger();
        private final int rows;
        private volatile boolean isClosed;

        EndlessOutbox(int rows) {
            this.rows = rows;
        }

        @Override
        public Cursor read(Cursor from, PageReceiver receiver) throws InterruptedException {
            polls.incrementAndGet();
            receiver.receive(new Page(Snapshot.NOTHING, Snapshot.NOTHING, LongStream.range(0, rows).mapToObj(
                    EndlessOutbox::row).toList(), cursor));
            return cursor;
        }

        private static OutboxRow row(long position) {
            return new OutboxRow(position, new UUID(0, position), "topic", new byte[0], "Type", Instant.EPOCH, false,
                    new byte[0], new byte[0]);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
