package dev.ordersaga.outbox.autoconfigure;

import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import dev.ordersaga.outbox.Inbox;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.jdbc.OldRows;
import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.outbox.deadletter.DeadLetterOffice;
import dev.ordersaga.outbox.deadletter.DeadLetterStore;
import dev.ordersaga.outbox.deadletter.DeadLetterTable;
import dev.ordersaga.outbox.deadletter.DeadLettersEndpoint;
import dev.ordersaga.outbox.deadletter.LetterArchive;
import dev.ordersaga.outbox.deadletter.OpenLetters;
import dev.ordersaga.outbox.deadletter.ReleasedLanes;
import dev.ordersaga.outbox.jdbc.JdbcInbox;
import dev.ordersaga.outbox.jdbc.JdbcOutbox;
import dev.ordersaga.outbox.jdbc.OutboxProperties;
import dev.ordersaga.outbox.jdbc.OutboxSchema;
import dev.ordersaga.outbox.jdbc.CommitListener;
import dev.ordersaga.outbox.jdbc.CrashSafeMigration;
import dev.ordersaga.outbox.messaging.MessagingConfiguration;
import dev.ordersaga.outbox.messaging.MessagingProperties;
import dev.ordersaga.outbox.messaging.ReplayLoop;
import dev.ordersaga.outbox.watch.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a service with a {@link DataSource} its {@link Outbox}, its inbox and their tables, and runs its
 * {@link dev.ordersaga.outbox.Subscription} beans.
 */
@AutoConfiguration(afterName = {
        "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
        "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
        "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
        "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
        "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration"})
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(OutboxProperties.class)
@Import(MessagingConfiguration.class)
public class OutboxAutoConfiguration {

    /** Stands for tables that are up to date; whatever uses them depends on it. */
    record Tables(JdbcTemplate jdbc) {}

    /** After the service's own migrations, which want an empty schema the first time. */
    @Bean
    Tables outboxTables(DataSource dataSource, OutboxProperties properties,
            ObjectProvider<FlywayMigrationInitializer> serviceMigrations) {
        serviceMigrations.stream().forEach(Objects::requireNonNull);
        if (properties.migrate()) {
            OutboxSchema.migrate(dataSource, properties.readerRole(), properties.connectRetries(),
                    properties.retention());
        }
        return new Tables(new JdbcTemplate(dataSource));
    }

    /** For the service's own migrations, too. */
    @Bean
    @ConditionalOnMissingBean(FlywayMigrationStrategy.class)
    FlywayMigrationStrategy crashSafeMigration() {
        return CrashSafeMigration::run;
    }

    /** For those that the service defines itself, too: Boot adds listeners to its own only. */
    @Bean
    static BeanPostProcessor commitListenerForTransactionManagers() {
        var listener = new CommitListener();
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof ConfigurableTransactionManager manager) {
                    var listeners = new ArrayList<>(manager.getTransactionExecutionListeners()); // which may be immutable; this one may be added to
                    listeners.add(listener);
                    manager.setTransactionExecutionListeners(listeners);
                }
                return bean;
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean(Outbox.class)
    JdbcOutbox outbox(Tables tables, JsonMapper json, MessagingProperties properties, Environment environment) {
        String source = properties.source() != null
                ? properties.source()
                : "/" + environment.getProperty("spring.application.name", "application");
        return new JdbcOutbox(tables.jdbc(), json, source);
    }

    @Bean
    @ConditionalOnMissingBean(Inbox.class)
    JdbcInbox inbox(Tables tables) {
        return new JdbcInbox(tables.jdbc());
    }

    @Bean
    @ConditionalOnMissingBean(DeadLetterStore.class)
    DeadLetterTable deadLetterTable(Tables tables) {
        return new DeadLetterTable(tables.jdbc());
    }

    @Bean
    ReleasedLanes releasedLanes(Tables tables) {
        return new ReleasedLanes(tables.jdbc());
    }

    @Bean
    LetterArchive letterArchive(Tables tables) {
        return new LetterArchive(tables.jdbc());
    }

    @Bean
    DeadLetterOffice deadLetterOffice(Tables tables, PlatformTransactionManager transactions,
            ObjectProvider<Subscription> subscriptions, ObjectProvider<ReplayLoop> replays) {
        return new DeadLetterOffice(tables.jdbc(), new TransactionTemplate(transactions),
                subscriptions.stream().map(Subscription::name).collect(Collectors.toSet()),
                () -> replays.ifAvailable(ReplayLoop::tell));
    }

    @Bean
    @ConditionalOnMissingBean(name = "deadLettersHealthIndicator")
    OpenLetters deadLettersHealthIndicator(LetterArchive archive, ObjectProvider<Subscription> subscriptions,
            ObjectProvider<MeterRegistry> meters) {
        var letters = new OpenLetters(archive);
        var names = subscriptions.stream().map(Subscription::name).toList();
        meters.ifAvailable(registry -> letters.register(names, registry));
        return letters;
    }

    @Bean
    @ConditionalOnBean(OpenLetters.class)
    Rounds openLettersRounds(OpenLetters letters, MessagingProperties properties) {
        return new Rounds("how many dead letters are open", properties.watchInterval(), letters::look);
    }

    @Bean
    DeadLettersEndpoint deadLettersEndpoint(LetterArchive archive, DeadLetterOffice office) {
        return new DeadLettersEndpoint(archive, office);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnBean(JdbcInbox.class)
    SimpleAsyncTaskScheduler inboxRetentionScheduler(JdbcInbox inbox, LetterArchive letters,
            OutboxProperties properties) {
        var scheduler = new SimpleAsyncTaskScheduler();
        scheduler.setThreadNamePrefix("inbox-retention-");
        var age = properties.inboxRetention();
        if (age.isPositive()) {
            new OldRows("inbox rows", inbox::forgetOlderThan, age).schedule(scheduler);
            new OldRows("discarded dead letters", letters::forgetDiscarded, age).schedule(scheduler);
        }
        return scheduler;
    }
}
