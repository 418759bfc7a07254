package dev.ordersaga.relay.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

import dev.ordersaga.relay.outbox.Texts;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads headers out of a JSON object of strings. As JSON libraries write them, without spaces and escapes, the values are
 * cut out of the text as they stand; whatever looks different goes through Jackson. Not thread-safe.
 */
final class HeaderReader {

    private static final int NOT_PLAIN = -1;
    private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;

    private final JsonFactory factory = new JsonFactory();
    private final Texts names = new Texts();

    /**
     * Adds them in their order.
     *
     * @throws RuntimeException if it is no JSON object of strings
     */
    void read(byte[] json, List<Header> headers) {
        var before = headers.size();
        if (!readPlain(json, headers)) {
            headers.subList(before, headers.size()).clear();
            parse(json, headers);
        }
    }

    private boolean readPlain(byte[] json, List<Header> headers) {
        var length = json.length;
        if (length < 2 || json[0] != '{' || json[length - 1] != '}') {
            return false;
        }
        if (length == 2) {
            return true;
        }
        for (var at = 1;; at++) { // at the beginning of a pair
            var nameEnd = endOfString(json, at);
            if (nameEnd == NOT_PLAIN || json[nameEnd + 1] != ':') {
                return false;
            }
            var valueEnd = endOfString(json, nameEnd + 2);
            if (valueEnd == NOT_PLAIN) {
                return false;
            }
            headers.add(new RecordHeader(names.text(json, at + 1, nameEnd - at - 1),
                    Arrays.copyOfRange(json, nameEnd + 3, valueEnd)));
            at = valueEnd + 1;
            if (at == length - 1) {
                return true;
            }
            if (json[at] != ',') {
                return false;
            }
        }
    }

    /** Where the string ends that begins there: its second quotation mark. */
    private static int endOfString(byte[] json, int begin) {
        if (begin >= json.length || json[begin] != '"') {
            return NOT_PLAIN;
        }
        var at = begin + 1;
        for (; at <= json.length - Long.BYTES; at += Long.BYTES) {
            var found = notPlain((long) EIGHT_BYTES.get(json, at));
            if (found != 0) {
                at += Long.numberOfTrailingZeros(found) / Byte.SIZE;
                return json[at] == '"' ? at : NOT_PLAIN;
            }
        }
        for (; at < json.length; at++) {
            if (json[at] == '"') {
                return at;
            }
            if (json[at] == '\\' || (json[at] >= 0 && json[at] < ' ')) {
                return NOT_PLAIN;
            }
        }
        return NOT_PLAIN;
    }

    /**
     * Where among eight bytes a quotation mark, a backslash or a control character stands: the lowest bit set belongs to the
     * first of them (those above it need not mean anything). After "Determine if a word has a byte less than n" of Bit Twiddling Hacks
     * (S. E. Anderson).
     */
    private static long notPlain(long bytes) {
        return (less(bytes ^ EACH * '"', 1) | less(bytes ^ EACH * '\\', 1) | less(bytes, ' ')) & EACH << 7;
    }

    private static long less(long bytes, int than) {
        return bytes - EACH * than & ~bytes;
    }

    private void parse(byte[] json, List<Header> headers) {
        try (var parser = factory.createParser(ObjectReadContext.empty(), json)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "The headers are no JSON object");
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                headers.add(new RecordHeader(name, value(name, parser).getBytes(UTF_8)));
            }
            require(parser.hasToken(JsonToken.END_OBJECT), "The headers are no JSON object");
        }
    }

    private static String value(String name, JsonParser parser) {
        require(parser.nextToken() == JsonToken.VALUE_STRING, "Header " + name + " is no JSON string");
        return parser.getString();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
