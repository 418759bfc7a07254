package dev.ordersaga.relay;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.sink.KafkaClients;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Each asks by itself, now: the workers may be in the middle of a pause, or stand by. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    HealthIndicator kafkaHealthIndicator(KafkaClients clients) {
        return new AbstractHealthIndicator("Kafka does not answer") {
            @Override
            protected void doHealthCheck(Health.Builder builder) throws Exception {
                builder.up().withDetail("clusterId", clients.clusterId(ANSWER_TIMEOUT));
            }
        };
    }

    @Bean
    HealthContributor sourcesHealthContributor(RelayProperties settings) {
        return CompositeHealthContributor.fromMap(settings.sources(), source -> indicator(settings.database(source)));
    }

    /** What this relay knows of each source. Never down: nothing is published sooner because this relay is taken away. */
    @Bean
    HealthIndicator backlogHealthIndicator(Relay relay) {
        return () -> {
            var health = Health.up();
            relay.status().forEach((name, status) -> health.withDetail(name, backlog(status)));
            return health.build();
        };
    }

    private static Map<String, Object> backlog(SourceStatus status) {
        var backlog = new LinkedHashMap<String, Object>();
        backlog.put("state", status.state());
        var lag = status.lag();
        if (lag != null) {
            backlog.put("oldestUnpublishedSeconds", lag.seconds());
            backlog.put("unpublishedRows", lag.rows());
        }
        return backlog;
    }

    private static HealthIndicator indicator(OutboxDatabase database) {
        return new AbstractHealthIndicator("The database does not answer") {
            @Override
            protected void doHealthCheck(Health.Builder builder) throws Exception {
                database.check();
                builder.up();
            }
        };
    }
}
