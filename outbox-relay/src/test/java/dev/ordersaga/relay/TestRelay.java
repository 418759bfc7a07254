package dev.ordersaga.relay;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

import dev.ordersaga.relay.retention.RetentionStatus;
import dev.ordersaga.relay.sink.KafkaClients;
import dev.ordersaga.relay.sink.KafkaSinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.util.unit.DataSize;

/** A relay in this JVM, without Spring: starts and stops within milliseconds. */
final class TestRelay implements AutoCloseable {

    private final Relay relay;

    private TestRelay(Relay relay) {
        this.relay = relay;
    }

    /** @param id relays of the same id stand in for each other and share their cursors */
    static TestRelay start(String id, Map<String, RelayProperties.Source> sources, String bootstrapServers,
            UnaryOperator<Producer<byte[], byte[]>> producers) {
        var settings = settings(id, sources);
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers, "compression.type", "lz4");
        var clients = new KafkaClients(kafka, kafka, kafka, settings.transactionTimeout());
        var clock = InstantSource.system();
        var sinks = new KafkaSinks(name -> producers.apply(clients.transactionalProducer(name)), clients,
                settings.cursorTopic(), id, clock);
        var relay = new Relay(settings, sinks, new SimpleMeterRegistry(), clock);
        relay.start();
        return new TestRelay(relay);
    }

    static TestRelay start(String id, Map<String, RelayProperties.Source> sources, String bootstrapServers) {
        return start(id, sources, bootstrapServers, UnaryOperator.identity());
    }

    private static RelayProperties settings(String id, Map<String, RelayProperties.Source> sources) {
        return new RelayProperties(sources, 500, DataSize.ofMegabytes(1),
                new RelayProperties.Polling(Duration.ofMillis(2), Duration.ofMillis(50)), Duration.ofSeconds(4),
                new RelayProperties.BackOffTimes(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(100)),
                "cursors-" + id, id, new RelayProperties.RetentionTimes(Duration.ofMillis(50)));
    }

    SourceStatus status(String source) {
        return Objects.requireNonNull(relay.status().get(source));
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
