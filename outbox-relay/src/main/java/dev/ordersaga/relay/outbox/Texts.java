package dev.ordersaga.relay.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Strings that are few and come again and again, such as topics and the names of headers, are made once. Not thread-safe.
 */
public final class Texts {

    private static final int SLOTS = 64;

    private final byte[][] bytes = new byte[SLOTS][];
    private final String[] texts = new String[SLOTS];

    /** The text of that UTF-8. */
    public String text(byte[] source, int from, int length) {
        var to = from + length;
        var slot = hash(source, from, length) & SLOTS - 1;
        var known = bytes[slot];
        if (known != null && Arrays.equals(known, 0, known.length, source, from, to)) {
            return texts[slot];
        }
        var text = new String(source, from, length, UTF_8);
        bytes[slot] = Arrays.copyOfRange(source, from, to);
        texts[slot] = text;
        return text;
    }

    /** Names that are alike mostly differ in their length, at their end or before it. */
    private static int hash(byte[] source, int from, int length) {
        return length == 0 ? 0 : 31 * (31 * length + source[from + length * 3 / 4]) + source[from + length - 1];
    }
}
