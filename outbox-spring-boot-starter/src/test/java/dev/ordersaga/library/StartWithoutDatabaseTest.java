package dev.ordersaga.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.testing.CutDataSource;
import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

class StartWithoutDatabaseTest {

    /** Between the first connection and readiness there are the service's migrations, the starter's, and all beans. */
    @Test
    void aServiceStartsAlthoughItsDatabaseGoesAwayInTheMiddle() {
        int uses;
        try (var undisturbed = start(0)) {
            uses = ((CutDataSource) undisturbed.getBean(DataSource.class)).uses();
        }
        IntStream.rangeClosed(1, 7).map(part -> uses * part / 8).forEach(cutBefore -> {
            try (var library = start(cutBefore)) {
                assertThat(library.getBean(Outbox.class)).isNotNull();
                assertThat(library.getBean(JdbcTemplate.class).queryForObject("select count(*) from shelved",
                        Long.class)).isZero();
            }
        });
    }

    private static ConfigurableApplicationContext start(int cutBefore) {
        var database = Infrastructure.newDatabase();
        return new SpringApplicationBuilder(LibraryApplication.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean("cut" + UUID.randomUUID(),
                        BeanPostProcessor.class, () -> new Cutting(cutBefore)))
                .run("--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.datasource.hikari.initialization-fail-timeout=-1",
                        "--spring.flyway.connect-retries=1", "--ordersaga.messaging.enabled=false");
    }

    private record Cutting(int before) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource dataSource ? new CutDataSource(dataSource, before, 1) : bean;
        }
    }
}
