package dev.ordersaga.relay.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A key as it is named to people and in the cursor topic: its text, or its digest if it is long. */
public final class KeyName {

    /** Longer keys go by their digest: a key may be what makes a row too large. */
    public static final int LONGEST = 200;

    private static final String DIGEST = "sha256:";

    private KeyName() {}

    public static String of(byte[] key) {
        return key.length <= LONGEST ? new String(key, UTF_8) : digest(key);
    }

    static String digest(byte[] key) {
        return DIGEST + HexFormat.of().formatHex(sha256(key));
    }

    private static byte[] sha256(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
