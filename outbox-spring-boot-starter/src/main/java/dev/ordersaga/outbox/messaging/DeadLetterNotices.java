package dev.ordersaga.outbox.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.ordersaga.outbox.OutgoingMessage;
import dev.ordersaga.outbox.jdbc.JdbcOutbox;
import dev.ordersaga.outbox.jdbc.OutboxRow;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.json.JsonMapper;

import com.github.f4b6a3.uuid.UuidCreator;

/**
 * Tells others of records that cannot be handled, in {@code <topic>.dlt}. Through the outbox, so in the same transaction that
 * parks them: no notice is lost, none is written twice, and no service needs a producer.
 *
 * <p>
 * A notice has the key and the value of the record, and says in its headers where it stood ({@code dlt_topic},
 * {@code dlt_partition}, {@code dlt_offset}), who could not handle it ({@code dlt_subscription}) and why
 * ({@code dlt_cause}); {@code dlt_headers} is a JSON array of name and value of its headers, in order. Bytes that are no
 * text are given as Base64, marked by {@code {"base64": …}} or {@code dlt_key_encoding}; what is too large for a notice is
 * cut, a key to its digest: the whole is kept by the subscription.
 */
final class DeadLetterNotices {

    static final String SUFFIX = ".dlt";

    // In bytes; the value has a bound of its own, and all of it goes into a record of the broker's default size.
    private static final int MAX_KEY = 2_000;
    private static final int MAX_HEADERS = 16_000;

    private final JdbcOutbox outbox;
    private final JsonMapper json;

    DeadLetterNotices(JdbcOutbox outbox, JsonMapper json) {
        this.outbox = outbox;
        this.json = json;
    }

    /** Appends the notice to the outbox of the current transaction. */
    void append(String subscription, ConsumerRecord<byte[], byte[]> record, String cause) {
        var id = UuidCreator.getTimeOrderedEpoch();
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", "application/octet-stream");
        headers.put("dlt_subscription", subscription);
        headers.put("dlt_topic", record.topic());
        headers.put("dlt_partition", Integer.toString(record.partition()));
        headers.put("dlt_offset", Long.toString(record.offset()));
        headers.put("dlt_cause", cause);
        headers.put("dlt_headers", headers(record));
        String key = key(record, headers);
        byte[] value = value(record, headers);
        outbox.append(new OutboxRow(id, record.topic() + SUFFIX, key, "DeadLetter", value,
                outbox.headers(id, headers)));
    }

    private static String key(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers) {
        byte[] key = record.key();
        if (key == null) {
            return "";
        }
        if (key.length > MAX_KEY) {
            headers.put("dlt_key_encoding", "sha-256");
            return HexFormat.of().formatHex(sha256(key));
        }
        return Envelope.text(key).orElseGet(() -> {
            headers.put("dlt_key_encoding", "base64");
            return base64(key);
        });
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] value(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers) {
        byte[] value = record.value();
        if (value == null) {
            headers.put("dlt_value", "null");
            return new byte[0];
        }
        if (value.length > OutgoingMessage.MAX_PAYLOAD_BYTES) { // the whole is still where the headers say
            headers.put("dlt_truncated_from", Integer.toString(value.length));
            return Arrays.copyOf(value, OutgoingMessage.MAX_PAYLOAD_BYTES);
        }
        return value;
    }

    private String headers(ConsumerRecord<byte[], byte[]> record) {
        List<List<Object>> pairs = new ArrayList<>();
        int size = 0;
        for (Header header : record.headers()) {
            var pair = pair(header);
            size += json.writeValueAsBytes(pair).length + 1; // what is escaped grows
            if (size > MAX_HEADERS) {
                pairs.add(List.of("…", "more headers than fit here"));
                break;
            }
            pairs.add(pair);
        }
        return json.writeValueAsString(pairs);
    }

    private static List<Object> pair(Header header) {
        byte[] name = header.key().getBytes(UTF_8);
        Object value = header.value() == null
                ? Map.of()
                : Envelope.text(header.value()).<Object>map(text -> text)
                        .orElseGet(() -> Map.of("base64", base64(header.value())));
        return List.of(Envelope.text(name).orElseGet(() -> base64(name)), value);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
