package dev.ordersaga.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A record that somebody has written to a topic by hand.
 *
 * @param what is wrong with it
 * @param parked whether it ends as a dead letter, or is passed over
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HostileRecord(String what, boolean parked, byte @Nullable [] key, byte @Nullable [] value,
        List<Header> headers) {

    private static final UUID NO_ORDER = UUID.fromString("00000000-0000-4000-8000-000000000000");
    private static final String PLACED = """
            {"orderId":"%s","customerId":"mallory","lines":[{"sku":"beans","quantity":1,\
            "unitPrice":{"amount":"1.00","currency":"EUR"}}],"total":{"amount":"1.00","currency":"EUR"},\
            "placedAt":"2026-01-01T00:00:00Z"}""".formatted(NO_ORDER);

    /**
     * On a topic with messages of that type, all of which have an {@code orderId}. Each is about an order of its own, but for
     * those whose key is what is wrong: one that is parked would hold up those behind it.
     */
    static Stream<HostileRecord> all(String type) {
        return Stream.concat(wrongKeys(type), Stream.of(wrongValues(type), wrongHeaders(type), passedOver())
                .flatMap(records -> records)
                .map(record -> record.about(UUID.randomUUID().toString())));
    }

    private HostileRecord about(String order) {
        byte[] about = value == null
                ? null
                : new String(value, ISO_8859_1).replace(NO_ORDER.toString(), order).getBytes(ISO_8859_1);
        return new HostileRecord(what, parked, order.getBytes(UTF_8), about, headers);
    }

    private static Stream<HostileRecord> wrongValues(String type) {
        var genuine = genuine(type);
        return Stream.concat(
                Stream.of(genuine.with("no value", null), genuine.with("bytes that are no text",
                        new byte[]{(byte) 0xff, (byte) 0xfe, 0, 1})),
                Stream.of("", "no JSON", "{", "null", "42", "\"text\"", "[]", "{}", "{\"orderId\":null}",
                        "{\"orderId\":\"first\"}", "{\"orderId\":[]}", PLACED + PLACED, "[".repeat(10_000),
                        "{\"orderId\":%s1%s}".formatted("[".repeat(10_000), "]".repeat(10_000)))
                        .map(value -> genuine.with("value " + shown(value), value.getBytes(UTF_8))));
    }

    private static Stream<HostileRecord> wrongKeys(String type) {
        var genuine = genuine(type);
        return Stream.of(genuine.withKey("no key", null), genuine.withKey("an empty key", new byte[0]),
                genuine.withKey("the key of another order", UUID.randomUUID().toString().getBytes(UTF_8)),
                genuine.withKey("a key that is no text", new byte[]{(byte) 0xc3, '('}),
                genuine.withKey("a key with a NUL", new byte[]{'a', 0}),
                genuine.withKey("a key of 100 kB", "k".repeat(100_000).getBytes(UTF_8)));
    }

    private static Stream<HostileRecord> wrongHeaders(String type) {
        var genuine = genuine(type);
        return Stream.of(
                genuine.withHeaders("no headers", _ -> List.of()),
                genuine.without("ce_type"), genuine.without("ce_id"), genuine.without("ce_source"),
                genuine.having("ce_type", new byte[]{(byte) 0xff}), genuine.having("ce_type", null),
                genuine.having("ce_id", new byte[0]), genuine.having("ce_id", "i".repeat(10_000).getBytes(UTF_8)),
                genuine.having("ce_id", new byte[]{'a', 0}), genuine.having("ce_source", new byte[]{(byte) 0xc0}),
                genuine.having("ce_time", "yesterday".getBytes(UTF_8)),
                genuine.having("ce_sequence", "first".getBytes(UTF_8)),
                genuine.having("ce_correlationid", "c".repeat(10_000).getBytes(UTF_8)),
                genuine.without("ce_id").withHeaders("10 000 headers", headers -> {
                    var many = new ArrayList<>(headers);
                    for (int i = 0; i < 10_000; i++) {
                        many.add(new RecordHeader("x-\u0000" + i, ByteBuffer.allocate(4).putInt(i).array()));
                    }
                    return many;
                }));
    }

    private static Stream<HostileRecord> passedOver() {
        return Stream.of(
                genuine("SomethingElse").with("an unknown type", "no JSON".getBytes(UTF_8)).ignored(),
                genuine("../../etc/passwd").with("a type that is a path", null).ignored(),
                genuine("").with("an unknown type with hostile headers", null)
                        .having("ce_type", "T".repeat(900).getBytes(UTF_8)).ignored());
    }

    /** Right in every respect, but for an order that nobody has placed. */
    private static HostileRecord genuine(String type) {
        return new HostileRecord("genuine", true, NO_ORDER.toString().getBytes(UTF_8), PLACED.getBytes(UTF_8),
                List.of(header("ce_specversion", "1.0"), header("ce_id", UUID.randomUUID().toString()),
                        header("ce_type", type), header("ce_source", "/mallory"),
                        header("ce_time", "2026-01-01T00:00:00Z"), header("content-type", "application/json")));
    }

    /** The same once more: under another id, so that nobody takes it for the first one delivered again. */
    HostileRecord again() {
        return withHeaders(what, all -> all.stream().map(header -> header.key().equals("ce_id") && header
                .value().length == 36
                        ? header("ce_id", UUID.randomUUID().toString())
                        : header).toList());
    }

    private HostileRecord ignored() {
        return new HostileRecord(what, false, key, value, headers);
    }

    private HostileRecord with(String how, byte @Nullable [] otherValue) {
        return new HostileRecord(how, parked, key, otherValue, headers);
    }

    private HostileRecord withKey(String how, byte @Nullable [] otherKey) {
        return new HostileRecord(how, parked, otherKey, value, headers);
    }

    private HostileRecord withHeaders(String how, UnaryOperator<List<Header>> change) {
        return new HostileRecord(how, parked, key, value, change.apply(headers));
    }

    private HostileRecord without(String name) {
        return withHeaders("no " + name, all -> all.stream().filter(header -> !header.key().equals(name)).toList());
    }

    private HostileRecord having(String name, byte @Nullable [] content) {
        return without(name).withHeaders("a hostile " + name, others -> Stream.concat(others.stream(), Stream.of(
                new RecordHeader(name, content))).toList());
    }

    private static Header header(String name, String content) {
        return new RecordHeader(name, content.getBytes(UTF_8));
    }

    private static String shown(String text) {
        return text.length() <= 30 ? text : text.substring(0, 30) + "…";
    }

    @Override
    public String toString() {
        return what + (parked ? " → dead letter" : " → passed over");
    }
}
