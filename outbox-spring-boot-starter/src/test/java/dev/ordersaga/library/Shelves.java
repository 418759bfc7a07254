package dev.ordersaga.library;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.OutgoingMessage;
import dev.ordersaga.outbox.RejectedMessageException;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Shelves books, unless the member's name says how to fail. */
class Shelves {

    private final JdbcTemplate jdbc;
    private final Outbox outbox;
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<String, Integer> largestBatch = new ConcurrentHashMap<>();
    private final Set<String> cured = ConcurrentHashMap.newKeySet();

    Shelves(JdbcTemplate jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    void prepare(List<IncomingMessage<?>> messages) {
        messages.forEach(message -> largestBatch.merge(message.key(), messages.size(), Math::max));
    }

    void bookReturned(IncomingMessage<BookReturned> message) {
        var book = message.payload();
        int attempt = attempts.merge(book.isbn(), 1, Integer::sum);
        jdbc.update("insert into shelved (isbn, member) values (?, ?)", book.isbn(), book.member());
        outbox.append(OutgoingMessage.of("shelf-events", book.isbn(), 1, new BookShelved(book.isbn())));
        if (cured.contains(book.isbn())) {
            return;
        }
        switch (book.member()) {
            case "defect" -> throw new IllegalStateException("a defect");
            case "rejected" -> throw new RejectedMessageException("no such member");
            case "unindexable" -> jdbc.update("insert into label (text) values (?)", incompressible());
            case "endless" -> throw new StackOverflowError();
            case "unlinked" -> throw new NoClassDefFoundError("Fine");
            case "deadlock" -> {
                if (attempt < 4) {
                    throw new CannotAcquireLockException("deadlock detected");
                }
            }
            default -> {
            }
        }
    }

    /** More than a page of an index takes, however it is compressed. */
    private static String incompressible() {
        byte[] bytes = new byte[6_000];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** From now on nothing is wrong with that book, whoever returns it. */
    void cure(String isbn) {
        cured.add(isbn);
    }

    int attempts(String isbn) {
        return attempts.getOrDefault(isbn, 0);
    }

    int largestBatch(String key) {
        return largestBatch.getOrDefault(key, 0);
    }
}
