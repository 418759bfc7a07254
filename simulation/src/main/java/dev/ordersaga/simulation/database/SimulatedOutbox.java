package dev.ordersaga.simulation.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import tools.jackson.databind.json.JsonMapper;

import dev.ordersaga.outbox.MessageContext;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.OutgoingMessage;

/** An outbox that writes into a {@link Database}: JSON and headers as on the wire. */
public final class SimulatedOutbox implements Outbox {

    private final Database database;
    private final JsonMapper json;
    private final String source;
    private long appended;

    /** @param source the CloudEvents source, {@code /payment-service} for instance */
    public SimulatedOutbox(Database database, JsonMapper json, String source) {
        this.database = database;
        this.json = json;
        this.source = source;
    }

    @Override
    public void append(OutgoingMessage message) {
        var id = new UUID(source.hashCode(), ++appended);
        var correlation = MessageContext.current().correlationId();
        var headers = new RecordHeaders();
        add(headers, "ce_id", id.toString());
        add(headers, "ce_type", message.type());
        add(headers, "ce_source", source);
        add(headers, "ce_sequence", Long.toString(message.sequence()));
        add(headers, "ce_correlationid", correlation == null ? id.toString() : correlation);
        database.append(new OutboxRow(0, 0, id, message.topic(), message.key(), message.type(),
                json.writeValueAsBytes(message.payload()), headers));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
