package dev.ordersaga.outbox.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import dev.ordersaga.outbox.MessageContext;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.OutgoingMessage;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import com.github.f4b6a3.uuid.UuidCreator;

/**
 * Collects the messages of a transaction and writes them with one statement just before it commits: one round trip
 * however many they are, and locks are held no longer than needed.
 *
 * <p>
 * Works with every transaction manager that exposes its JDBC connection (JDBC, JPA) and has a {@link CommitListener}.
 * Thread-safe.
 */
public final class JdbcOutbox implements Outbox {

    private final OutboxTable table;
    private final JsonMapper json;
    private final String source;

    /** @param source the CloudEvents source of all messages, a URI reference such as {@code /order-service} */
    public JdbcOutbox(JdbcTemplate jdbc, JsonMapper json, String source) {
        this.table = new OutboxTable(jdbc);
        this.json = json;
        this.source = source;
    }

    @Override
    public void append(OutgoingMessage message) {
        var id = UuidCreator.getTimeOrderedEpoch();
        append(new OutboxRow(id, message.topic(), message.key(), message.type(), payload(message),
                headers(id, message.sequence())));
    }

    /**
     * Adds a row that is complete already, such as a dead letter.
     *
     * @throws IllegalStateException if no transaction is active, or it has committed
     */
    public void append(OutboxRow row) {
        pending().add(row);
    }

    /** The JSON of the headers that every message of this service carries, plus the given ones. */
    public String headers(UUID id, Map<String, String> more) {
        var context = MessageContext.current();
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_source", source);
        headers.put("ce_correlationid",
                context.correlationId() == null ? id.toString() : context.correlationId());
        if (context.causationId() != null) {
            headers.put("ce_causationid", context.causationId());
        }
        if (context.traceparent() != null) {
            headers.put("ce_traceparent", context.traceparent());
        }
        headers.putAll(more);
        return json.writeValueAsString(headers);
    }

    private String headers(UUID id, long sequence) {
        return headers(id, Map.of("ce_sequence", Long.toString(sequence)));
    }

    private byte[] payload(OutgoingMessage message) {
        byte[] payload;
        try {
            payload = json.writeValueAsBytes(message.payload());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("payload of " + message.type() + " is no JSON", e);
        }
        if (payload.length > OutgoingMessage.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("payload of " + message.type() + " for " + message.key() + " has "
                    + payload.length + " bytes, more than " + OutgoingMessage.MAX_PAYLOAD_BYTES);
        }
        return payload;
    }

    /** The rows of the current transaction; those of a suspended one are not found here, Spring has put them aside. */
    private PendingRows pending() {
        var transaction = CommitListener.Progress.ofCurrentTransaction();
        for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof PendingRows rows && rows.belongsTo(table)) {
                return rows;
            }
        }
        var rows = new PendingRows(table, transaction.isCommitting());
        TransactionSynchronizationManager.registerSynchronization(rows);
        return rows;
    }
}
