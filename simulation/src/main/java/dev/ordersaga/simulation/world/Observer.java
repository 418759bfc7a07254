package dev.ordersaga.simulation.world;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.books.Invariant;
import dev.ordersaga.simulation.broker.Subscriptions.Around;
import dev.ordersaga.simulation.database.Database;

/** Looks at every message that a service handles: each may take effect once, and none may fail for good. */
final class Observer implements Around {

    private final String service;
    private final Database database;
    private final Books books;
    private @Nullable String lastFailure;

    Observer(String service, Database database, Books books) {
        this.service = service;
        this.database = database;
        this.books = books;
    }

    @Override
    public void handle(IncomingMessage<?> message, Runnable handler) {
        try {
            handler.run();
        } catch (RuntimeException e) {
            lastFailure = "%s at %s: %s".formatted(message.type(), service, e.getMessage());
            throw e;
        }
        database.afterCommit(() -> books.handled(service, message.id(), message.type()));
    }

    void parked() {
        books.report(Invariant.HANDLING, "a message is parked, " + lastFailure);
    }
}
