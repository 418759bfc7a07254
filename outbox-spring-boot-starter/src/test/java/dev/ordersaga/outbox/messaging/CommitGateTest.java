package dev.ordersaga.outbox.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CommitGateTest {

    private final Infrastructure.Database database = Infrastructure.newDatabase();
    private final DriverManagerDataSource dataSource = new DriverManagerDataSource(database.jdbcUrl(), database
            .username(),
            database.password());
    private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    private final CommitGate gate = new CommitGate(new TransactionTemplate(new JdbcTransactionManager(dataSource)));

    @Test
    void nothingIsCommittedWhileItIsClosed() {
        jdbc.execute("create table effect (number int)");
        gate.executeWithoutResult(_ -> jdbc.update("insert into effect values (1)"));
        assertThatThrownBy(() -> gate.executeWithoutResult(_ -> {
            jdbc.update("insert into effect values (2)");
            gate.close(Duration.ZERO);
        })).satisfies(e -> assertThat(Failure.of((RuntimeException) e)).isEqualTo(Failure.UNAVAILABLE));
        gate.open();
        gate.executeWithoutResult(_ -> jdbc.update("insert into effect values (3)"));
        assertThat(jdbc.queryForList("select number from effect order by number", Integer.class)).containsExactly(1, 3);
    }
}
