package dev.ordersaga.relay;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.WayOn;
import dev.ordersaga.relay.parking.ParkedKey;
import dev.ordersaga.relay.replay.ReplayStatus;
import dev.ordersaga.relay.retention.RetentionStatus;
import dev.ordersaga.relay.sink.KafkaClients;
import dev.ordersaga.relay.sink.KafkaSinks;
import dev.ordersaga.testing.Infrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** A relay in this JVM, without Spring: starts and stops within milliseconds. */
final class TestRelay implements AutoCloseable {

    /** Whoever has a source keeps it: not what the other tests are about. */
    private static final RelayProperties.SpreadTimes SPREADS_NOTHING = new RelayProperties.SpreadTimes(
            Duration.ofMillis(100), Duration.ofHours(1), Duration.ofSeconds(2));

    private final Relay relay;

    private final MeterRegistry registry;

    private TestRelay(Relay relay, MeterRegistry registry) {
        this.relay = relay;
        this.registry = registry;
    }

    /** @param id relays of the same id stand in for each other and share their cursors */
    static TestRelay start(String id, Map<String, RelayProperties.Source> sources, String bootstrapServers,
            UnaryOperator<Producer<byte[], byte[]>> producers) {
        return start(settings(id, sources), "test", bootstrapServers, producers);
    }

    /** @param instance its name among the relays of the same id */
    static TestRelay start(RelayProperties settings, String instance, String bootstrapServers,
            UnaryOperator<Producer<byte[], byte[]>> producers) {
        return start(settings, instance, bootstrapServers, (_, producer) -> producers.apply(producer));
    }

    /** @param producers are given their transactional ids, too */
    static TestRelay start(RelayProperties settings, String instance, String bootstrapServers,
            BiFunction<String, Producer<byte[], byte[]>, Producer<byte[], byte[]>> producers) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers, "compression.type", "lz4");
        var clients = new KafkaClients(kafka, kafka, kafka, settings.transactionTimeout());
        var clock = InstantSource.system();
        var sinks = new KafkaSinks(name -> producers.apply(name, clients.transactionalProducer(name)), clients,
                settings.cursorTopic(), settings.id(), clock);
        var registry = new SimpleMeterRegistry();
        var relay = new Relay(settings, Instance.named(instance), sinks, registry, clock);
        relay.start();
        return new TestRelay(relay, registry);
    }

    static TestRelay start(String id, Map<String, RelayProperties.Source> sources, String bootstrapServers) {
        return start(id, sources, bootstrapServers, UnaryOperator.identity());
    }

    static RelayProperties settings(String id, Map<String, RelayProperties.Source> sources) {
        return new RelayProperties(sources, 500, DataSize.ofMegabytes(1),
                new RelayProperties.Polling(Duration.ofMillis(2), Duration.ofMillis(50)), Duration.ofSeconds(4),
                DataSize.ofMegabytes(8),
                new RelayProperties.ParkingSettings(20, Duration.ofMillis(200)),
                new RelayProperties.BackOffTimes(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(100)),
                "cursors-" + id, id, null, SPREADS_NOTHING,
                new RelayProperties.RetentionTimes(Duration.ofMillis(50)));
    }

    /** Those that it has by itself. */
    static RelayProperties defaults(String id, Map<String, RelayProperties.Source> sources) {
        var given = new HashMap<String, Object>(Map.of("relay.id", id, "relay.cursor-topic", "cursors-" + id));
        sources.forEach((name, source) -> {
            given.put("relay.sources." + name + ".url", source.url());
            given.put("relay.sources." + name + ".username", source.username());
            given.put("relay.sources." + name + ".password", source.password());
            given.put("relay.sources." + name + ".mode", source.mode());
        });
        return new Binder(new MapConfigurationPropertySource(given)).bind("relay", RelayProperties.class).get();
    }

    /** With the settings that it has by itself. */
    static TestRelay startAsItIs(String id, String instance, Map<String, RelayProperties.Source> sources) {
        return start(defaults(id, sources), instance, Infrastructure.kafka().bootstrapServers(),
                UnaryOperator.identity());
    }

    SourceStatus status(String source) {
        return Objects.requireNonNull(relay.status().get(source));
    }

    List<ParkedKey> parked() {
        return Objects.requireNonNull(relay.parked().get("source"));
    }

    void decide(ParkedKey key, Decisions.Action action) {
        relay.decide("source", key.key(), key.row().position(), action);
    }

    Optional<Cursor> resume(WayOn way) {
        return relay.resume("source", way);
    }

    Optional<ReplayStatus> replay(long position, @Nullable String topic) {
        return relay.replay("source", position, null, topic);
    }

    Optional<ReplayStatus> replay(Instant time) {
        return relay.replay("source", null, time, null);
    }

    Optional<ReplayStatus> endReplay() {
        return relay.endReplay("source");
    }

    @Nullable
    ReplayStatus replay() {
        return relay.replays().get("source");
    }

    /** Waits for it. */
    ReplayStatus replayIs(ReplayStatus.State state) {
        return Objects.requireNonNull(await().until(this::replay, status -> status != null && status.state() == state));
    }

    double count(String name) {
        return registry.get(name).tag("source", "source").counter().count();
    }

    Map<String, SourceStatus> statuses() {
        return relay.status();
    }

    double gauge(String name, String source) {
        return registry.get(name).tag("source", source).gauge().value();
    }

    RetentionStatus retention(String source) {
        return Objects.requireNonNull(relay.retention().get(source));
    }

    void stop() {
        relay.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
