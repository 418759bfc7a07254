package dev.ordersaga.outbox.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.outbox.messaging.MessagingConfiguration.KafkaClients;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

class KafkaClientsTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner().withConfiguration(
            AutoConfigurations.of(SslAutoConfiguration.class, KafkaAutoConfiguration.class)).withPropertyValues(
                    "spring.kafka.bootstrap-servers=one:9093,two:9093", "spring.kafka.client-id=library",
                    "spring.kafka.security.protocol=SSL");

    @Test
    void areConfiguredAsThoseOfSpringBoot() {
        service.run(context -> assertThat(KafkaClients.of(context.getBean(KafkaProperties.class), context.getBean(
                KafkaConnectionDetails.class))).isEqualTo(springBoots(context.getBean(
                        DefaultKafkaConsumerFactory.class), context.getBean(KafkaAdmin.class))));
    }

    @Test
    void useTheBundleOfCertificatesThatTheServiceNames() {
        service.withPropertyValues("spring.kafka.ssl.bundle=brokers",
                "spring.ssl.bundle.pem.brokers.options.enabled-protocols=TLSv1.3").run(context -> {
                    var clients = KafkaClients.of(context.getBean(KafkaProperties.class), context.getBean(
                            KafkaConnectionDetails.class));
                    assertThat(clients.consumer()).containsKey(SslBundle.class.getName());
                    assertThat(clients).isEqualTo(springBoots(context.getBean(DefaultKafkaConsumerFactory.class),
                            context.getBean(KafkaAdmin.class)));
                });
    }

    private static KafkaClients springBoots(DefaultKafkaConsumerFactory<?, ?> consumers, KafkaAdmin admin) {
        return new KafkaClients(consumers.getConfigurationProperties(), admin.getConfigurationProperties());
    }
}
