package dev.ordersaga.order.placing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two requests ask for the same, however their JSON was written. */
record Fingerprint(String sha256) {

    /** The separators cannot be part of what they separate: ids have no space and no line break. */
    static Fingerprint of(OrderRequest request) {
        var text = new StringBuilder(request.customerId());
        request.lines().forEach(line -> text.append('\n').append(line.sku()).append(' ').append(line.quantity()));
        return new Fingerprint(HexFormat.of().formatHex(algorithm().digest(text.toString().getBytes(US_ASCII))));
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
