package dev.ordersaga.outbox.messaging;

import java.util.List;

import dev.ordersaga.outbox.deadletter.DeadLetterStore;
import dev.ordersaga.outbox.deadletter.Letter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what cannot be handled, or not yet, in the current transaction, and tells others of the former. Thread-safe. */
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final int MAX_TYPE = 200;

    private final String subscription;
    private final DeadLetterStore store;
    private final DeadLetterNotices notices;

    DeadLetters(String subscription, DeadLetterStore store, DeadLetterNotices notices) {
        this.subscription = subscription;
        this.store = store;
        this.notices = notices;
    }

    void park(Delivery delivery, Exception failure) {
        var record = delivery.record();
        String cause = Cause.of(failure);
        log.warn("{} parks {}-{} at {}: {}", subscription, record.topic(), record.partition(), record.offset(), cause);
        store.park(subscription, letter(delivery), cause);
        notices.append(subscription, record, cause);
    }

    void keep(List<Delivery> waiting) {
        if (!waiting.isEmpty()) {
            store.wait(subscription, waiting.stream().map(DeadLetters::letter).toList());
        }
    }

    private static Letter letter(Delivery delivery) {
        var record = delivery.record();
        String type = Envelope.type(record).filter(text -> text.length() <= MAX_TYPE).orElse(null);
        return new Letter(delivery.lane().id(), delivery.inboxId(), type, Records.raw(record));
    }
}
