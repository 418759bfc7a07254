package dev.ordersaga.relay.sink;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import net.jpountz.util.Native;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.LoggerFactory;

/**
 * Makes Kafka clients out of the application's settings and of those on which the guarantees rest.
 *
 * @param transactionTimeout after which the broker aborts a transaction; everything that a producer waits for ends
 * before that
 */
public record KafkaClients(Map<String, Object> producer, Map<String, Object> consumer, Map<String, Object> admin,
        Duration transactionTimeout) {

    // Out of a Spring Boot jar the LZ4 library is not loaded by the system's class loader, and then takes its slow way in
    // pure Java unless its native code has been loaded already.
    static {
        try {
            Native.load();
        } catch (LinkageError e) {
            LoggerFactory.getLogger(KafkaClients.class).info("No native LZ4 on this platform: {}", e.getMessage());
        }
    }

    public Producer<byte[], byte[]> transactionalProducer(String transactionalId) {
        var timeout = (int) transactionTimeout.toMillis();
        var config = new HashMap<>(producer);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        // The commit sends what is left at once. Before, only full batches go: they cost the broker least.
        config.put(ProducerConfig.LINGER_MS_CONFIG, timeout / 20);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout / 10 * 8);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout / 2);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Producer<byte[], byte[]> plainProducer() {
        var timeout = (int) transactionTimeout.toMillis();
        var config = new HashMap<>(producer);
        config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout / 10 * 8);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout / 2);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Consumer<byte[], byte[]> committedReader() {
        var config = new HashMap<>(consumer);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) transactionTimeout.toMillis());
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Ends what producers with these transactional ids have left open; what they send from now on does not count. */
    void fence(Collection<String> transactionalIds) {
        var admin = admin(transactionTimeout);
        try {
            admin.fenceProducers(transactionalIds).all().get(transactionTimeout.toMillis(), MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdAuthorizationException) {
                return; // whoever may not use them has left nothing open
            }
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /** The cluster that answers. */
    public String clusterId(Duration timeout) throws TimeoutException {
        var admin = admin(timeout);
        try {
            return admin.describeCluster().clusterId().get(timeout.toMillis(), MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /**
     * For a short use: a client made while the broker cannot be resolved fails, and so it is made when needed. To be closed
     * without waiting: while the broker is frozen, neither the client's own timeouts nor an ordinary close come to an end.
     */
    Admin admin(Duration timeout) {
        var config = new HashMap<>(admin);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        return Admin.create(config);
    }
}
