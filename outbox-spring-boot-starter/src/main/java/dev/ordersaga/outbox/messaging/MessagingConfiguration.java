package dev.ordersaga.outbox.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.outbox.deadletter.DeadLetterStore;
import dev.ordersaga.outbox.deadletter.ReleasedLanes;
import dev.ordersaga.outbox.Inbox;
import dev.ordersaga.outbox.jdbc.JdbcOutbox;
import dev.ordersaga.outbox.watch.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validator;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.metadata.CompositeDataSourcePoolMetadataProvider;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The beans that run subscriptions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MessagingProperties.class)
public class MessagingConfiguration {

    /** Where the broker is, in the words of the configuration of the Kafka clients. */
    record KafkaClients(Map<String, Object> consumer, Map<String, Object> admin) {

        static KafkaClients of(KafkaProperties properties, KafkaConnectionDetails connection) {
            var clients = new KafkaClients(properties.buildConsumerProperties(), properties.buildAdminProperties());
            apply(connection.getConsumer(), clients.consumer());
            apply(connection.getAdmin(), clients.admin());
            return clients;
        }

        /** It asks for more than consumers of a group may: a client of its own, that is a member of none. */
        LagProbe lagProbe() {
            var config = new HashMap<>(consumer);
            config.remove(ConsumerConfig.GROUP_ID_CONFIG);
            config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1_000);
            config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LagProbe.TIMEOUT_MS);
            config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, LagProbe.TIMEOUT_MS);
            var bytes = new ByteArrayDeserializer();
            config.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
            config.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
            var reader = new KafkaConsumer<>(config, bytes, bytes);
            try {
                return new LagProbe(Admin.create(admin), reader);
            } catch (RuntimeException e) {
                reader.close();
                throw e;
            }
        }

        private static void apply(KafkaConnectionDetails.Configuration connection, Map<String, Object> config) {
            config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
            if (connection.getSecurityProtocol() != null) {
                config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, connection.getSecurityProtocol());
            }
            if (connection.getSslBundle() != null) {
                config.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
                config.put(SslBundle.class.getName(), connection.getSslBundle()); // where that class looks for it
            }
        }
    }

    @Bean
    @ConditionalOnMissingBean(name = "kafkaHealthIndicator")
    KafkaHealthIndicator kafkaHealthIndicator(KafkaProperties properties, KafkaConnectionDetails connection) {
        return new KafkaHealthIndicator(KafkaClients.of(properties, connection).admin());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "ordersaga.messaging.enabled", matchIfMissing = true)
    Receivers receivers(ObjectProvider<Subscription> subscriptions, JsonMapper json, Validator validator,
            JdbcOutbox outbox, ObjectProvider<MeterRegistry> meters) {
        var registry = meters.getIfAvailable(SimpleMeterRegistry::new);
        var notices = new DeadLetterNotices(outbox, json);
        return new Receivers(subscriptions.orderedStream()
                .map(subscription -> new Receiver(subscription, new RecordReader(subscription, json, validator),
                        notices,
                        new SubscriptionMetrics(registry, subscription.name())))
                .toList());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "ordersaga.messaging.enabled", matchIfMissing = true)
    SubscriptionContainers subscriptionContainers(Receivers receivers, MessagingProperties properties,
            KafkaProperties kafka, KafkaConnectionDetails connection, Inbox inbox, DeadLetterStore letters,
            PlatformTransactionManager transactionManager) {
        var clients = KafkaClients.of(kafka, connection);
        var retry = Retry.of(properties.retry());
        var gate = gate(transactionManager);
        return new SubscriptionContainers(receivers.subscriptions(),
                subscription -> listener(receivers.of(subscription.name()), inbox, letters, gate, retry),
                new Topics(clients.admin(), properties.partitions(), properties.replicationFactor()), retry,
                gate, clients.consumer(), properties);
    }

    private static CommitGate gate(PlatformTransactionManager manager) {
        var transactions = new TransactionTemplate(manager);
        transactions.setName(ReservedConnections.SUBSCRIPTIONS);
        return new CommitGate(transactions);
    }

    /**
     * One for each consumer, and one for the replay of dead letters; none where the pool is not known, or too small to be
     * divided.
     */
    @Bean
    @ConditionalOnBooleanProperty(name = "ordersaga.messaging.enabled", matchIfMissing = true)
    SmartInitializingSingleton connectionReservation(PlatformTransactionManager manager, DataSource dataSource,
            ObjectProvider<DataSourcePoolMetadataProvider> pools, Receivers receivers, MessagingProperties properties,
            Environment environment) {
        return () -> {
            int reserved = receivers.subscriptions().size() * properties.concurrency() + 1;
            var pool = new CompositeDataSourcePoolMetadataProvider(pools.stream().toList())
                    .getDataSourcePoolMetadata(dataSource);
            var size = pool == null ? null : pool.getMax();
            if (size != null && size > reserved && manager instanceof ConfigurableTransactionManager configurable) {
                long patience = environment.getProperty("spring.datasource.hikari.connection-timeout", Long.class,
                        30_000L);
                configurable.addListener(new ReservedConnections(size - reserved, Duration.ofMillis(patience)));
            }
        };
    }

    private static SubscriptionListener listener(Receiver receiver, Inbox inbox, DeadLetterStore letters,
            CommitGate transaction, Retry retry) {
        String name = receiver.subscription().name();
        return new SubscriptionListener(receiver.subscription(), receiver.reader(),
                new Arrivals(name, inbox, letters), new DeadLetters(name, letters, receiver.notices()), transaction,
                retry, receiver.metrics());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "ordersaga.messaging.enabled", matchIfMissing = true)
    ReplayLoop replayLoop(Receivers receivers, ReleasedLanes lanes, Inbox inbox,
            PlatformTransactionManager transactionManager, MessagingProperties properties) {
        var retry = Retry.of(properties.retry());
        var gate = gate(transactionManager);
        return new ReplayLoop(new Replayer(receivers, lanes, inbox, gate, retry), retry, gate,
                properties.shutdownTimeout());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "ordersaga.messaging.enabled", matchIfMissing = true)
    @ConditionalOnMissingBean(name = "subscriptionsHealthIndicator")
    SubscriptionLag subscriptionsHealthIndicator(Receivers receivers, KafkaProperties kafka,
            KafkaConnectionDetails connection, ObjectProvider<MeterRegistry> meters) {
        var clients = KafkaClients.of(kafka, connection);
        var lag = new SubscriptionLag(receivers.subscriptions(), clients::lagProbe);
        meters.ifAvailable(lag::register);
        return lag;
    }

    @Bean
    @ConditionalOnBean(SubscriptionLag.class)
    Rounds subscriptionLagRounds(SubscriptionLag lag, MessagingProperties properties) {
        return new Rounds("how far the subscriptions are behind", properties.watchInterval(), lag::look);
    }
}
