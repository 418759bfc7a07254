package dev.ordersaga.relay.outbox;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Reads rows out of PostgreSQL's binary COPY format: a header before the first row, then for each row the number of its
 * columns and for each column its length and its bytes. The server sends a row a message.
 */
final class CopiedRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int COLUMNS = 9;
    private static final int TRAILER = -1;
    /** Timestamps count microseconds from the beginning of 2000. */
    private static final long EPOCH_SECOND = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private final Texts topics = new Texts();
    private final Texts types = new Texts();

    /** The row of a message, or null if it has none. */
    @Nullable
    OutboxRow row(byte[] message) {
        var in = ByteBuffer.wrap(message);
        if (startsWithSignature(message)) {
            in.position(SIGNATURE.length + Integer.BYTES);
            in.position(in.getInt() + in.position());
        }
        if (!in.hasRemaining()) {
            return null;
        }
        var columns = in.getShort();
        if (columns == TRAILER) {
            return null;
        }
        if (columns != COLUMNS) {
            throw new IllegalStateException("A row of " + columns + " columns");
        }
        var position = fixed(in).getLong();
        fixed(in);
        var id = new UUID(in.getLong(), in.getLong());
        var topic = text(message, in, topics);
        var key = notNull(bytes(in));
        var type = text(message, in, types);
        var createdAt = instant(fixed(in).getLong());
        var oversize = fixed(in).get() != 0;
        var payload = bytes(in);
        var headers = bytes(in);
        return new OutboxRow(position, id, topic, key, type, createdAt, oversize, payload,
                headers == null ? OutboxRow.NO_HEADERS : headers);
    }

    private static boolean startsWithSignature(byte[] message) {
        return message.length >= SIGNATURE.length && message[0] == SIGNATURE[0]
                && Arrays.equals(message, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /** A column whose length follows from its type. */
    private static ByteBuffer fixed(ByteBuffer in) {
        if (in.getInt() < 0) {
            throw new IllegalStateException("position, id and created_at of an outbox row must not be null");
        }
        return in;
    }

    private static String text(byte[] message, ByteBuffer in, Texts texts) {
        var length = in.getInt();
        var text = texts.text(message, in.position(), length);
        in.position(in.position() + length);
        return text;
    }

    private static byte @Nullable [] bytes(ByteBuffer in) {
        var length = in.getInt();
        if (length < 0) {
            return null;
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static byte[] notNull(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }

    private static Instant instant(long microseconds) {
        return Instant.ofEpochSecond(EPOCH_SECOND + Math.floorDiv(microseconds, 1_000_000),
                Math.floorMod(microseconds, 1_000_000) * 1_000L);
    }
}
