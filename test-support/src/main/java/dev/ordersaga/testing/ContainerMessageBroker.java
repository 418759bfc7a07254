package dev.ordersaga.testing;

import java.util.Locale;
import java.util.Map;

import dev.ordersaga.local.infrastructure.KafkaBroker;
import org.testcontainers.kafka.KafkaContainer;

/** The official image with the settings of the embedded broker. */
final class ContainerMessageBroker extends ContainerServer implements MessageBroker {

    private final Address address;

    ContainerMessageBroker() {
        this(Address.free());
    }

    private ContainerMessageBroker(Address address) {
        super(container(address), address, 9092, "Transitioning from RECOVERY to RUNNING", 0);
        this.address = address;
    }

    /**
     * Testcontainers starts the broker through a shell that learns its port before: as the first process of the container
     * it would swallow the signal to stop. Here the port is known, and it is the broker that gets the signal.
     */
    private static KafkaContainer container(Address address) {
        var container = new KafkaContainer("apache/kafka:4.2.0").withCommand("/etc/kafka/docker/run")
                .withEnv(Map.of(
                        "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + address + ",BROKER://localhost:9093",
                        "KAFKA_HEAP_OPTS", "-Xmx512m",
                        "KAFKA_JVM_PERFORMANCE_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"));
        KafkaBroker.commonSettings().forEach((name, value) -> container.withEnv(variable(name), value));
        SETTINGS.forEach((name, value) -> container.withEnv(variable(name), value));
        return container;
    }

    private static String variable(String setting) {
        return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    @Override
    public String bootstrapServers() {
        return address.toString();
    }
}
