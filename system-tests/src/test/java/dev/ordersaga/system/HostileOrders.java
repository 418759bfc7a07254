package dev.ordersaga.system;

import static dev.ordersaga.system.HostileRequest.Service.ORDERS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code POST /orders} with bodies and headers that are wrong. */
final class HostileOrders {

    private static final String LINE = "{\"sku\":\"beans\",\"quantity\":1}";
    private static final String ORDER = order("\"alice\"", LINE);
    private static final int LIMIT = 64 * 1024;

    private HostileOrders() {}

    static Stream<HostileRequest> all() {
        return Stream.of(malformed(), wrongCustomers(), wrongLines(), wrongQuantities(), wrongBytes(), wrongHeaders(),
                wrongKeys(), tooLarge()).flatMap(requests -> requests);
    }

    private static Stream<HostileRequest> malformed() {
        return bodies(Map.ofEntries(
                Map.entry("no body", ""),
                Map.entry("no JSON", "three bags of beans, please"),
                Map.entry("cut off", ORDER.substring(0, ORDER.length() - 2)),
                Map.entry("an array", "[" + ORDER + "]"),
                Map.entry("null", "null"),
                Map.entry("a string", "\"order\""),
                Map.entry("a number", "42"),
                Map.entry("an empty object", "{}"),
                Map.entry("two values", ORDER + ORDER),
                Map.entry("a comment", "/* please */" + ORDER),
                Map.entry("single quotes", ORDER.replace('"', '\'')),
                Map.entry("a customer twice", "{\"customerId\":\"bob\"," + ORDER.substring(1)),
                Map.entry("a quantity twice", ORDER.replace("\"quantity\"", "\"quantity\":1,\"quantity\"")),
                Map.entry("a comma too many", ORDER.replace("]}", "],}")),
                Map.entry("10 000 open brackets", "[".repeat(10_000)),
                Map.entry("10 000 nested arrays in a field that nobody reads", ORDER.replaceFirst("}$",
                        ",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")),
                Map.entry("10 000 nested objects in the place of an id", order(
                        "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), LINE))));
    }

    private static Stream<HostileRequest> wrongCustomers() {
        return Stream.concat(
                Stream.of(post("no customer", "{\"lines\":[%s]}".formatted(LINE))),
                Stream.of("42", "null", "true", "[]", "[\"alice\"]", "{}", "\"\"", "\" \"", "\"a b\"",
                        "\"" + "a".repeat(65) + "\"", "\"a\\u0000b\"", "\"a\\u0007b\"", "\"a\\nb\"", "\"zo\\u00eb\"",
                        "\"\\ud83d\"", "\"\\ude00\\ud83d\"", "\"\\u202eecila\"", "\"\\x41\"", "\"a\tb\"")
                        .map(customer -> post("customer " + shown(customer), order(customer, LINE))));
    }

    private static Stream<HostileRequest> wrongLines() {
        var tooMany = IntStream.rangeClosed(1, 101)
                .mapToObj("{\"sku\":\"sku-%d\",\"quantity\":1}"::formatted).collect(joining(","));
        return Stream.concat(
                Stream.of(
                        post("no lines", "{\"customerId\":\"alice\"}"),
                        post("lines null", "{\"customerId\":\"alice\",\"lines\":null}"),
                        post("lines an object", "{\"customerId\":\"alice\",\"lines\":%s}".formatted(LINE)),
                        post("lines a string", "{\"customerId\":\"alice\",\"lines\":\"%s\"}".formatted("beans")),
                        post("empty lines", order("\"alice\"", "")),
                        post("101 lines", order("\"alice\"", tooMany)),
                        post("an unknown sku", 422, order("\"alice\"", LINE.replace("beans", "nobody-sells-this")))),
                Stream.of("null", "1", "\"beans\"", "[]", "{}", "{\"sku\":\"beans\"}", "{\"quantity\":1}",
                        "{\"sku\":null,\"quantity\":1}", "{\"sku\":7,\"quantity\":1}", "{\"sku\":\"\",\"quantity\":1}",
                        "{\"sku\":\"%s\",\"quantity\":1}".formatted("s".repeat(65)),
                        "{\"sku\":\"a\\u0000\",\"quantity\":1}", LINE + ",null")
                        .map(line -> post("line " + shown(line), order("\"alice\"", line))));
    }

    private static Stream<HostileRequest> wrongQuantities() {
        return Stream.of("null", "\"2\"", "\"\"", "0", "-1", "10001", "1.5", "1.0", "1e2", "1e400", "-1e400",
                "99999999999999999999", "9".repeat(5_000), "1e-400", "true", "[]", "[1]", "{}", "NaN", "Infinity",
                "0x10", "01", "+1", "1_0", "٣", "2147483648", "4294967297")
                .map(quantity -> post("quantity " + shown(quantity),
                        order("\"alice\"", "{\"sku\":\"beans\",\"quantity\":%s}".formatted(quantity))));
    }

    private static Stream<HostileRequest> wrongBytes() {
        var broken = Map.of(
                "a cut-off UTF-8 sequence", new byte[]{'a', (byte) 0xc3, '('},
                "a surrogate in UTF-8", new byte[]{(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                "bytes that UTF-8 never has", new byte[]{(byte) 0xfe, (byte) 0xff},
                "a NUL", new byte[]{'a', 0, 'b'});
        return Stream.concat(
                new TreeMap<>(broken).entrySet().stream().map(id -> {
                    var body = order("\"" + new String(id.getValue(), ISO_8859_1) + "\"", LINE).getBytes(ISO_8859_1);
                    return HostileRequest.json(ORDERS, id.getKey(), 400, "POST /orders", body);
                }),
                Stream.of(HostileRequest.json(ORDERS, "a picture", 400, "POST /orders",
                        new byte[]{(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0})));
    }

    private static Stream<HostileRequest> wrongHeaders() {
        var length = "Content-Length: " + ORDER.length();
        return Stream.of(
                withHeaders("no content type", 415, length),
                withHeaders("text", 415, "Content-Type: text/plain", length),
                withHeaders("XML", 415, "Content-Type: application/xml", length),
                withHeaders("a form", 415, "Content-Type: application/x-www-form-urlencoded", length),
                withHeaders("a multipart form without boundary", 415, "Content-Type: multipart/form-data", length),
                withHeaders("a content type that is none", 415, "Content-Type: ///;;", length),
                withHeaders("a charset that does not exist", 415, "Content-Type: application/json;charset=klingon",
                        length),
                withHeaders("an answer wanted as XML", 406, "Content-Type: application/json", length,
                        "Accept: application/xml"),
                withHeaders("an Accept that is none", 406, "Content-Type: application/json", length, "Accept: ///"),
                withHeaders("a negative length", 400, "Content-Type: application/json", "Content-Length: -1"),
                withHeaders("a length that is no number", 400, "Content-Type: application/json",
                        "Content-Length: many"),
                withHeaders("two lengths", 400, "Content-Type: application/json", length, "Content-Length: 5"),
                withHeaders("a chunk whose size is no number", 400, "Content-Type: application/json",
                        "Transfer-Encoding: chunked"));
    }

    private static Stream<HostileRequest> wrongKeys() {
        return Stream.of("k".repeat(65), "a b", "", "a\tb", "a\u0001b", "zo\u00eb", "\u00ff")
                .map(key -> withHeaders("Idempotency-Key " + shown(key), 400, "Content-Type: application/json",
                        "Content-Length: " + ORDER.length(), "Idempotency-Key: " + key));
    }

    private static Stream<HostileRequest> tooLarge() {
        var large = order("\"alice\"", LINE + " ".repeat(LIMIT));
        var chunked = "%x\r\n%s\r\n0\r\n\r\n".formatted(large.length(), large);
        return Stream.of(
                post("a body over 64 KiB", 413, large),
                post("an id over 64 KiB", 413, order("\"" + "a".repeat(LIMIT) + "\"", LINE)),
                HostileRequest.of(ORDERS, "a chunked body over 64 KiB", 413, "POST /orders", chunked.getBytes(UTF_8),
                        "Content-Type: application/json", "Transfer-Encoding: chunked"));
    }

    private static Stream<HostileRequest> bodies(Map<String, String> bodies) {
        return new TreeMap<>(bodies).entrySet().stream().map(body -> post(body.getKey(), body.getValue()));
    }

    private static HostileRequest post(String what, String body) {
        return post(what, 400, body);
    }

    private static HostileRequest post(String what, int status, String body) {
        return HostileRequest.json(ORDERS, what, status, "POST /orders", body);
    }

    private static HostileRequest withHeaders(String what, int status, String... headers) {
        return HostileRequest.of(ORDERS, what, status, "POST /orders", ORDER.getBytes(UTF_8), headers);
    }

    private static String order(String customer, String lines) {
        return "{\"customerId\":%s,\"lines\":[%s]}".formatted(customer, lines);
    }

    private static String shown(String text) {
        var visible = text.replaceAll("[^ -~]", "?");
        return visible.length() <= 40 ? visible : visible.substring(0, 20) + "… (" + text.length() + ")";
    }
}
