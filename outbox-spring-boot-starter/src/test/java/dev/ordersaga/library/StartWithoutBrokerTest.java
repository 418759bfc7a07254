package dev.ordersaga.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;

import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.JdbcTemplate;

class StartWithoutBrokerTest {

    @Test
    void aServiceStartsWhileTheBrokerIsAwayAndCatchesUpWhenItComes() throws Exception {
        var database = Infrastructure.newDatabase();
        try (var broker = Infrastructure.newBroker()) {
            try (var library = new SpringApplicationBuilder(LibraryApplication.class).run(
                    "--spring.datasource.url=" + database.jdbcUrl(),
                    "--spring.datasource.username=" + database.username(),
                    "--spring.datasource.password=" + database.password(),
                    "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers())) {
                var health = library.getBean("kafkaHealthIndicator", HealthIndicator.class);
                assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);

                broker.start();
                await().until(() -> health.health().getStatus().equals(Status.UP));
                String isbn = "isbn-" + UUID.randomUUID();
                try (var desk = new Desk(broker.bootstrapServers())) {
                    desk.bookReturned(UUID.randomUUID(), isbn, "ann").flush();
                }
                var jdbc = library.getBean(JdbcTemplate.class);
                await().until(() -> !jdbc
                        .queryForList("select 1 from shelved where isbn = ?", isbn).isEmpty());
            }
        }
    }
}
