package dev.ordersaga.order;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.ordersaga.testing.Infrastructure;
import dev.ordersaga.testing.Patience;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    @Test
    void waitsForADatabaseThatIsAway(CapturedOutput log) throws Exception {
        var database = Infrastructure.newDatabase();
        Infrastructure.postgres().stop();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = executor.submit(() -> start(database));
            try {
                await().until(() -> log.getOut().contains("Retrying"));
                assertThat(starting).isNotDone();
            } finally {
                Infrastructure.postgres().restart();
            }
            try (var service = starting.get(Patience.LIMIT.toSeconds(), SECONDS)) {
                assertThat(service.getBean(JdbcTemplate.class).queryForObject("select count(*) from orders",
                        Long.class))
                        .isZero();
            }
        }
    }

    private static ConfigurableApplicationContext start(Infrastructure.Database database) {
        return new SpringApplicationBuilder(OrderServiceApplication.class).run(
                "--spring.datasource.url=" + database.jdbcUrl(), "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(), "--ordersaga.messaging.enabled=false",
                "--server.port=0");
    }
}
