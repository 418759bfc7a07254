package dev.ordersaga.relay;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.parking.ParkedKey;
import dev.ordersaga.relay.parking.ParkedKey.Cause;
import dev.ordersaga.relay.parking.ParkingChanges;
import dev.ordersaga.relay.replay.Replay;
import dev.ordersaga.relay.replay.ReplayStatus;
import dev.ordersaga.relay.sink.Delivery;
import dev.ordersaga.relay.sink.Progress;
import dev.ordersaga.relay.sink.ReplaySink;
import dev.ordersaga.relay.sink.Sink;
import dev.ordersaga.relay.sink.Sinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a broker without transactions is promised by the interface: at least once, and the rows of a key in order. */
class SinkWithoutTransactionsTest {

    private final TestOutbox outbox = TestOutbox.create();
    private final Broker broker = new Broker();

    @Test
    void everyRowArrivesAtLeastOnceAndInTheOrderOfItsKeyAlthoughEveryThirdCommitFails() {
        var settings = TestRelay.settings("relay-" + UUID.randomUUID(), Map.of("source", outbox.source()));
        var relay = start(settings);
        try {
            outbox.appendMany("topic", 5_000);
            await().until(() -> broker.received().containsAll(outbox.committed()));
        } finally {
            relay.stop();
        }
        assertThat(broker.commits.get()).as("failed ones among them").isGreaterThan(3);
        assertThat(broker.rows).as("some arrive twice").hasSizeGreaterThan(5_000);
        broker.firstArrivalsAreInOrder();
    }

    @Test
    void soDoesAReplay() {
        var settings = TestRelay.settings("relay-" + UUID.randomUUID(), Map.of("source", outbox.source()));
        outbox.appendMany("topic", 5_000);
        var relay = start(settings);
        try {
            await().until(() -> broker.received().containsAll(outbox.committed()));
            await().until(() -> caughtUp(relay));
            broker.rows.clear();
            relay.replay("source", 1L, null, null);
            await().until(() -> relay.replays().values().stream()
                    .anyMatch(replay -> replay.state() == ReplayStatus.State.DONE));
        } finally {
            relay.stop();
        }
        assertThat(broker.received()).containsExactlyInAnyOrderElementsOf(outbox.committed());
        assertThat(broker.rows).as("some arrive twice").hasSizeGreaterThan(5_000);
        broker.firstArrivalsAreInOrder();
    }

    private static boolean caughtUp(Relay relay) {
        return relay.status().values().stream().allMatch(source -> source.state() == SourceState.ACTIVE
                && source.cursor() != null && source.cursor().batch() == null);
    }

    private Relay start(RelayProperties settings) {
        var relay = new Relay(settings, Instance.named("test"), broker, new SimpleMeterRegistry(),
                InstantSource.system());
        relay.start();
        return relay;
    }

    /** Has each row as soon as it is sent, and keeps the progress apart from them. */
    private static final class Broker implements Sinks {

        private final List<OutboxRow> rows = new CopyOnWriteArrayList<>();
        private volatile Progress stored = new Progress(Optional.empty(), List.of(), Optional.empty(), false);
        private volatile Optional<Replay> replay = Optional.empty();
        private final AtomicInteger commits = new AtomicInteger();

        @Override
        public Sink open(String source) {
            return new Connection(this);
        }

        @Override
        public ReplaySink openReplay(String source) {
            return new ReplayConnection(this);
        }

        void commit() {
            if (commits.incrementAndGet() % 3 == 0) {
                throw new IllegalStateException("The connection is lost before the progress is stored");
            }
        }

        Set<String> received() {
            return rows.stream().map(row -> row.id().toString()).collect(toSet());
        }

        void firstArrivalsAreInOrder() {
            var positions = new HashMap<String, Long>();
            var known = new HashSet<Long>();
            for (var row : rows) {
                if (known.add(row.position())) {
                    var key = new String(row.key(), StandardCharsets.UTF_8);
                    assertThat(row.position()).isGreaterThan(positions.getOrDefault(key, 0L));
                    positions.put(key, row.position());
                }
            }
        }
    }

    private record Connection(Broker broker) implements Sink {

        @Override
        public Delivery delivery() {
            return Delivery.AT_LEAST_ONCE;
        }

        @Override
        public Progress progress() {
            return broker.stored;
        }

        @Override
        public void send(OutboxRow row) {
            broker.rows.add(row);
        }

        @Override
        public void commit(Cursor cursor, ParkingChanges changes) {
            broker.commit();
            broker.stored = new Progress(Optional.of(cursor), List.<ParkedKey>of(), Optional.empty(), false);
        }

        @Override
        public void rollback() {
            // what is sent is sent
        }

        @Override
        public void close() {
            // nothing to close
        }
    }

    private record ReplayConnection(Broker broker) implements ReplaySink {

        @Override
        public Delivery delivery() {
            return Delivery.AT_LEAST_ONCE;
        }

        @Override
        public Optional<Replay> progress() {
            return broker.replay;
        }

        @Override
        public @Nullable Cause refusal(String topic) {
            return null;
        }

        @Override
        public void send(OutboxRow row) {
            broker.rows.add(row);
        }

        @Override
        public void commit(Replay replay) {
            broker.commit();
            broker.replay = Optional.of(replay);
        }

        @Override
        public void finish() {
            broker.commit();
            broker.replay = Optional.empty();
        }

        @Override
        public void rollback() {
            // what is sent is sent
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
