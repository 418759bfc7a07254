package dev.ordersaga.benchmarks.messages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The message of a number: always the same one, a payload of {@value #PAYLOAD_BYTES} bytes of JSON whose field names
 * repeat from message to message while most of its values do not, the key one of {@value #KEYS}.
 */
public final class Messages {

    public static final int PAYLOAD_BYTES = 400;
    public static final int KEYS = 10_000;
    public static final String TYPE = "order.placed";

    /** Numbers are written with as many digits, so that all payloads are equally long. */
    private static final long FIRST = 1_000_000_000L;
    private static final int DIGITS = 10;
    private static final byte[] FIELD = "\"sequence\":".getBytes(ISO_8859_1);

    private Messages() {}

    public static Message message(long number) {
        return new Message(id(number), key(number), TYPE, payload(number), headers(number));
    }

    public static UUID id(long number) {
        return uuid(number, 0x1d);
    }

    /** Consecutive messages have different keys. */
    public static String key(long number) {
        return uuid(number % KEYS, 0x4e).toString();
    }

    public static byte[] payload(long number) {
        return json(event(number)).getBytes(ISO_8859_1);
    }

    public static OrderPlaced event(long number) {
        var lines = new ArrayList<OrderPlaced.Line>();
        for (var line = 0; line < 2; line++) {
            var random = mix(number * 31 + line);
            lines.add(new OrderPlaced.Line(uuid(random % 5_000, 0xa7), (int) (1 + (random >>> 60) % 9),
                    (int) (1_000 + (random >>> 8) % 9_000)));
        }
        return new OrderPlaced(FIRST + number, uuid(number % KEYS, 0x4e), uuid(mix(number) % 50_000, 0xc0), "PLACED",
                "EUR", 10_000 + (mix(number) >>> 8) % 90_000, List.copyOf(lines), "%016x".formatted(mix(number * 7)));
    }

    /** A copy of a payload that says another number. */
    public static byte[] renumbered(byte[] payload, long number) {
        var copy = payload.clone();
        var rest = FIRST + number;
        for (var digit = DIGITS - 1; digit >= 0; digit--) {
            copy[1 + FIELD.length + digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return copy;
    }

    /** The number that a payload says, wherever in the JSON it stands. */
    public static long number(byte[] payload) {
        var start = indexOfField(payload) + FIELD.length;
        var value = 0L;
        for (var index = start; index < start + DIGITS; index++) {
            value = value * 10 + payload[index] - '0';
        }
        return value - FIRST;
    }

    private static int indexOfField(byte[] payload) {
        for (var start = 0; start + FIELD.length + DIGITS <= payload.length; start++) {
            var length = 0;
            while (length < FIELD.length && payload[start + length] == FIELD[length]) {
                length++;
            }
            if (length == FIELD.length) {
                return start;
            }
        }
        throw new IllegalArgumentException("no number in " + new String(payload, UTF_8));
    }

    private static String json(OrderPlaced event) {
        var json = new StringBuilder(PAYLOAD_BYTES);
        json.append("{\"sequence\":").append(event.sequence())
                .append(",\"orderId\":\"").append(event.orderId())
                .append("\",\"customerId\":\"").append(event.customerId())
                .append("\",\"status\":\"").append(event.status())
                .append("\",\"currency\":\"").append(event.currency())
                .append("\",\"total\":").append(event.total())
                .append(",\"lines\":[");
        for (var line : event.lines()) {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append("{\"article\":\"").append(line.article())
                    .append("\",\"quantity\":").append(line.quantity())
                    .append(",\"price\":").append(line.price()).append('}');
        }
        json.append("],\"reference\":\"").append(event.reference());
        while (json.length() < PAYLOAD_BYTES - 2) {
            json.append('-');
        }
        return json.append("\"}").toString();
    }

    private static String headers(long number) {
        var trace = uuid(number, 0x77);
        return "{\"ce_source\":\"/order-service\",\"ce_sequence\":\"" + number / KEYS + "\",\"ce_correlationid\":\""
                + uuid(number % KEYS, 0x4e) + "\",\"ce_traceparent\":\"00-" + "%016x%016x-%016x".formatted(
                        trace.getMostSignificantBits(), trace.getLeastSignificantBits(), mix(number))
                + "-01\"}";
    }

    private static UUID uuid(long number, int kind) {
        var high = mix(number * 2 + kind);
        var low = mix(high + kind);
        return new UUID((high & ~0xF000L) | 0x7000L, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    /** The finalizer of SplitMix64, without its sign. */
    private static long mix(long number) {
        var mixed = (number + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return (mixed ^ (mixed >>> 31)) & Long.MAX_VALUE;
    }
}
