package dev.ordersaga.bookshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;

import dev.ordersaga.outbox.Inbox;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.OutgoingMessage;
import dev.ordersaga.outbox.jdbc.LockedRows;
import dev.ordersaga.testing.Infrastructure;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Outbox, inbox and locked rows are a part of JPA's transactions: all of it is there, or nothing. */
@SpringBootTest(classes = Bookshop.class, properties = {"ordersaga.messaging.enabled=false",
        "spring.jpa.open-in-view=false"})
@Import(Infrastructure.class)
class JpaTransactionTest {

    record Sold(String isbn) {}

    @Autowired
    PlatformTransactionManager transactions;
    @Autowired
    EntityManager entities;
    @Autowired
    Outbox outbox;
    @Autowired
    Inbox inbox;
    @Autowired
    JdbcTemplate jdbc;

    private final String isbn = "isbn-" + UUID.randomUUID();
    private final UUID message = UUID.randomUUID();
    private final LockedRows<String, Book> locked = new LockedRows<>("book", book -> book.isbn, book -> book.copies,
            books -> jdbc.update("update book set copies = ? where isbn = ?", books.getFirst().copies, isbn));

    @BeforeEach
    void stockTheShop() {
        jdbc.execute("create table if not exists book (isbn text primary key, copies int check (copies >= 0))");
        assertThat(transactions).isInstanceOf(JpaTransactionManager.class);
    }

    @Test
    void whatIsCommittedIsThereWithAllThatItSaysAndHasHeard() {
        inTransaction(() -> sell(1));

        assertThat(copies()).containsExactly(1);
        assertThat(said()).isOne();
        assertThat(isNew()).isFalse();
        assertThat(jdbc.queryForObject("select count(*) from book join outbox on book.xmin::text = outbox.xmin::text "
                + "where isbn = ? and message_key = ?", Integer.class, isbn, isbn)).isOne();
    }

    @Test
    void whatIsRolledBackLeavesNothing() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> inTransaction(() -> {
            sell(1);
            throw new IllegalArgumentException("no");
        }));

        assertNothing();
    }

    /** Hibernate writes entities when the transaction commits: after the outbox has been written. */
    @Test
    void whatOnlyTheCommitRefusesLeavesNothing() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> inTransaction(() -> sell(-1)));

        assertNothing();
    }

    /** While Hibernate writes it, which is after all that Spring calls before a commit. */
    @Test
    void whatAnEntityTellsWhenItIsWrittenIsThere() {
        jdbc.update("insert into book values (?, 5)", isbn);

        inTransaction(() -> sellOneOf(entities.find(Book.class, isbn)));

        assertThat(copies()).containsExactly(4);
        assertThat(said()).isOne();
    }

    @Test
    void whatAnEntityTellsWhenItIsWrittenAndRefusedIsNot() {
        jdbc.update("insert into book values (?, 0)", isbn);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> inTransaction(() -> sellOneOf(entities.find(Book.class, isbn))));

        assertThat(copies()).containsExactly(0);
        assertThat(said()).isZero();
    }

    @Test
    void anEntityCannotLockAnythingWhenItIsWritten() {
        jdbc.update("insert into book values (?, 5)", isbn);

        assertThatException().isThrownBy(() -> inTransaction(() -> {
            var book = entities.find(Book.class, isbn);
            book.copies = 4;
            book.whenWritten = () -> locked.covers(isbn);
        })).withMessageContaining("too late");

        assertThat(copies()).containsExactly(5);
    }

    private void sellOneOf(Book book) {
        book.copies--;
        book.whenWritten = () -> outbox.append(OutgoingMessage.of("shop-events", isbn, 1, new Sold(isbn)));
    }

    @Test
    void lockedRowsAreWrittenBackByJpasCommit() {
        jdbc.update("insert into book values (?, 5)", isbn);

        inTransaction(() -> {
            locked.add(List.of(isbn), List.of(Book.of(isbn, 5)));
            locked.find(isbn).orElseThrow().copies = 4;
        });

        assertThat(copies()).containsExactly(4);
    }

    private void sell(int left) {
        assertThat(inbox.register("bookshop", List.of(message))).containsExactly(message);
        outbox.append(OutgoingMessage.of("shop-events", isbn, 1, new Sold(isbn)));
        entities.persist(Book.of(isbn, left));
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> work.run());
    }

    private void assertNothing() {
        assertThat(copies()).isEmpty();
        assertThat(said()).isZero();
        assertThat(isNew()).isTrue();
    }

    private List<Integer> copies() {
        return jdbc.queryForList("select copies from book where isbn = ?", Integer.class, isbn);
    }

    private Integer said() {
        return jdbc.queryForObject("select count(*) from outbox where message_key = ?", Integer.class, isbn);
    }

    private boolean isNew() {
        return !inbox.register("bookshop", List.of(message)).isEmpty();
    }
}
