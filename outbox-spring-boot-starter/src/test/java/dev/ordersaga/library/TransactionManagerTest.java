package dev.ordersaga.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.OutgoingMessage;
import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import javax.sql.DataSource;

/** A service that defines its transaction manager itself. */
@SpringBootTest(classes = LibraryApplication.class, properties = "ordersaga.messaging.enabled=false")
@Import({Infrastructure.class, TransactionManagerTest.Own.class})
class TransactionManagerTest {

    static final class OwnTransactionManager extends JdbcTransactionManager {

        private static final long serialVersionUID = 1;

        OwnTransactionManager(DataSource dataSource) {
            super(dataSource);
        }
    }

    /** No configuration class, or it would be found by the other tests, too. */
    static final class Own {

        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new OwnTransactionManager(dataSource);
        }
    }

    @Autowired
    PlatformTransactionManager transactions;
    @Autowired
    Outbox outbox;
    @Autowired
    JdbcTemplate jdbc;

    @Test
    void theOutboxIsToldOfItsCommits() {
        assertThat(transactions).isInstanceOf(OwnTransactionManager.class);
        new TransactionTemplate(transactions).executeWithoutResult(_ -> outbox.append(
                OutgoingMessage.of("shelf-events", "isbn", 1, new BookShelved("isbn"))));

        assertThat(jdbc.queryForObject("select count(*) from outbox", Integer.class)).isOne();
    }
}
