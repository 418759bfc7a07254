package dev.ordersaga.relay.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.StreamedRow;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Makes of an inserted row, as the engine has it, what a poll would have brought. */
final class CapturedRows {

    private final long rowBytes;

    /** @param rowBytes larger rows go without their bodies */
    CapturedRows(long rowBytes) {
        this.rowBytes = rowBytes;
    }

    StreamedRow row(Struct inserted) {
        var key = bytes(inserted.get("message_key"));
        var payload = bytes(inserted.get("payload"));
        var headers = bytes(inserted.get("headers"));
        var row = OutboxRow.of(rowBytes, inserted.getInt64("position"), UUID.fromString(inserted.getString("id")),
                inserted.getString("topic"), key, inserted.getString("type"),
                OffsetDateTime.parse(inserted.getString("created_at")).toInstant(), payload, headers);
        return new StreamedRow(transaction(inserted.get("transaction_id")), row);
    }

    /** A type that the engine does not know: the digits as they were sent. */
    private static long transaction(Object value) {
        return Long.parseUnsignedLong(new String(Objects.requireNonNull(bytes(value)), UTF_8));
    }

    static byte @Nullable [] bytes(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> bytes;
            case ByteBuffer buffer -> {
                var bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                yield bytes;
            }
            default -> value.toString().getBytes(UTF_8);
        };
    }
}
