package dev.ordersaga.relay;

import java.time.InstantSource;

import dev.ordersaga.relay.sink.KafkaClients;
import dev.ordersaga.relay.sink.KafkaSinks;
import dev.ordersaga.relay.sink.Sinks;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RelayProperties.class)
class RelayConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** The factories are asked for nothing but their settings, to which connection details have been applied. */
    @Bean
    KafkaClients kafkaClients(ProducerFactory<?, ?> producers, ConsumerFactory<?, ?> consumers, KafkaAdmin admin,
            RelayProperties settings) {
        return new KafkaClients(producers.getConfigurationProperties(), consumers.getConfigurationProperties(),
                admin.getConfigurationProperties(), settings.transactionTimeout());
    }

    @Bean
    Sinks sinks(KafkaClients clients, RelayProperties settings, InstantSource clock) {
        return new KafkaSinks(clients, settings.cursorTopic(), settings.id(), clock);
    }

    @Bean
    Relay relay(RelayProperties settings, @Value("${server.port:8080}") int port, Sinks sinks, MeterRegistry registry,
            InstantSource clock) {
        var instance = settings.instance() == null ? Instance.on(port) : Instance.named(settings.instance());
        return new Relay(settings, instance, sinks, registry, clock);
    }

    @Bean
    RelayEndpoint relayEndpoint(Relay relay) {
        return new RelayEndpoint(relay);
    }

    @Bean
    ParkedEndpoint parkedEndpoint(Relay relay) {
        return new ParkedEndpoint(relay);
    }

    @Bean
    ReplayEndpoint replayEndpoint(Relay relay) {
        return new ReplayEndpoint(relay);
    }
}
