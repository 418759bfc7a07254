package dev.ordersaga.outbox.messaging;

import java.util.Map;

import dev.ordersaga.outbox.Inbox;
import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.outbox.jdbc.JdbcOutbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validator;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

        private static void apply(KafkaConnectionDetails.Configuration connection, Map<String, Object> config) {
            config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
            if (connection.getSecurityProtocol() != null) {
                config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, connection.getSecurityProtocol());
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
    SubscriptionContainers subscriptionContainers(ObjectProvider<Subscription> subscriptions,
            MessagingProperties properties,
            KafkaProperties kafka, KafkaConnectionDetails connection, JsonMapper json, Validator validator, Inbox inbox,
            JdbcOutbox outbox, PlatformTransactionManager transactionManager, ObjectProvider<MeterRegistry> meters) {
        var clients = KafkaClients.of(kafka, connection);
        var retry = new Retry(properties.retry().initialInterval(), properties.retry().multiplier(),
                properties.retry().maxInterval(), properties.retry().maxAttempts());
        var registry = meters.getIfAvailable(SimpleMeterRegistry::new);
        var deadLetters = new DeadLetters(outbox, json);
        var transaction = new TransactionTemplate(transactionManager);
        return new SubscriptionContainers(subscriptions.orderedStream().toList(),
                subscription -> new SubscriptionListener(subscription, new RecordReader(subscription, json, validator),
                        inbox, deadLetters, transaction, retry,
                        new SubscriptionMetrics(registry, subscription.name())),
                new Topics(clients.admin(), properties.partitions(), properties.replicationFactor()), retry,
                clients.consumer(), properties);
    }
}
