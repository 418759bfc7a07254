package dev.ordersaga.library;

import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.Subscription;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** A service that has nothing to do with orders: books that come back are put on their shelves. */
@SpringBootApplication(exclude = HibernateJpaAutoConfiguration.class)
class LibraryApplication {

    @Bean
    Shelves shelves(JdbcTemplate jdbc, Outbox outbox) {
        return new Shelves(jdbc, outbox);
    }

    @Bean
    Subscription shelvesSubscription(Shelves shelves) {
        return Subscription.named("library-shelves")
                .on("desk-events", "BookReturned", BookReturned.class, shelves::bookReturned)
                .prepare(shelves::prepare)
                .build();
    }
}
