package dev.ordersaga.benchmarks.programs;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.modulith.events.RoutingTarget;
import org.springframework.modulith.events.support.BrokerRouting;
import org.springframework.modulith.events.support.EventExternalizerModuleListener;
import org.springframework.transaction.support.TransactionOperations;

import dev.ordersaga.benchmarks.messages.Messages;
import dev.ordersaga.benchmarks.messages.OrderPlaced;

/**
 * Spring Modulith's event publication registry: an event is sent after the commit by the application that published it.
 * It has no reader of backlogs: what failed is resubmitted through its API, and so a backlog is one of failed publications.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ModulithApplication {

    private static final String TABLE = "event_publication";

    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final ResubmissionOptions RESUBMISSION = ResubmissionOptions.defaults().withBatchSize(1_000)
            .withMaxInFlight(2_000);

    private static final Map<String, Object> SETTINGS = Map.of(
            "spring.threads.virtual.enabled", true,
            "spring.kafka.producer.value-serializer",
            "org.springframework.kafka.support.serializer.JacksonJsonSerializer",
            "spring.modulith.events.jdbc.schema-initialization.enabled", true,
            "spring.modulith.events.completion-mode", "delete");

    static void main(String[] arguments) throws Exception {
        var context = SpringSettings.run(ModulithApplication.class, SETTINGS);
        var transactions = context.getBean(TransactionOperations.class);
        var row = transactions.execute(transaction -> {
            context.publishEvent(Messages.event(0));
            transaction.setRollbackOnly();
            return row(context.getBean(DataSource.class));
        });
        Sample.keep(TABLE, Objects.requireNonNull(row));
        var failed = context.getBean(FailedEventPublications.class);
        Line.inBackground(() -> resubmit(failed));
        Line.serve(arguments[0], (_, _) -> {},
                () -> number -> transactions.executeWithoutResult(_ -> context.publishEvent(Messages.event(number))));
    }

    private static void resubmit(FailedEventPublications failed) {
        while (true) {
            failed.resubmit(RESUBMISSION);
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String row(DataSource source) {
        try {
            return Sample.read(DataSourceUtils.getConnection(source), TABLE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Bean
    EventExternalizationConfiguration externalization() {
        return EventExternalizationConfiguration.externalizing().selectByType(OrderPlaced.class)
                .headers(OrderPlaced.class, _ -> Map.of("ce_type", Messages.TYPE, "ce_source", "/order-service"))
                .route(OrderPlaced.class,
                        event -> RoutingTarget.forTarget(Surroundings.TOPIC).andKey(event.orderId().toString()))
                .build();
    }

    /** What the library's Kafka module does, which is not to be had from Maven Central in this version. */
    @Bean
    EventExternalizerModuleListener kafkaExternalizer(EventExternalizationConfiguration configuration,
            KafkaOperations<?, ?> kafka, BeanFactory beans) {
        var context = new StandardEvaluationContext();
        context.setBeanResolver(new BeanFactoryResolver(beans));
        return new EventExternalizerModuleListener(configuration, (payload, target) -> {
            var routing = BrokerRouting.of(target, context);
            return kafka.send(MessageBuilder.withPayload(payload).copyHeaders(configuration.getHeadersFor(payload))
                    .setHeaderIfAbsent(KafkaHeaders.KEY, Objects.requireNonNull(routing.getKey(payload)))
                    .setHeaderIfAbsent(KafkaHeaders.TOPIC, routing.getTarget(payload))
                    .build());
        });
    }
}
