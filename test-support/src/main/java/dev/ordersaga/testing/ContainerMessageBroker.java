package dev.ordersaga.testing;

import java.util.Map;

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
        return new KafkaContainer("apache/kafka:4.2.0")
                .withCommand("/etc/kafka/docker/run")
                .withEnv(Map.of(
                        "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + address + ",BROKER://localhost:9093",
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                        "KAFKA_LOG_RETENTION_MS", "-1",
                        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "5",
                        "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "5",
                        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1",
                        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1",
                        "KAFKA_HEAP_OPTS", "-Xmx512m",
                        "KAFKA_JVM_PERFORMANCE_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"));
    }

    @Override
    public String bootstrapServers() {
        return address.toString();
    }
}
