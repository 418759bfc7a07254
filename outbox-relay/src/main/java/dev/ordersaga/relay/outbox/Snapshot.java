package dev.ordersaga.relay.outbox;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A {@code pg_snapshot} in its text form, {@code xmin:xmax:xip,xip,…}: which transactions had ended when it was taken.
 */
public record Snapshot(@JsonValue String text) {

    private static final Pattern FORMAT = Pattern.compile("\\d+:\\d+:(\\d+(,\\d+)*)?");

    /** Nothing is visible in it: transaction ids begin at 3. */
    public static final Snapshot NOTHING = new Snapshot("1:1:");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Snapshot {
        if (!FORMAT.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a pg_snapshot: " + text);
        }
    }

    /** The first transaction id not yet given away then: this one and all later ones are not visible. */
    long xmax() {
        return Long.parseLong(text, text.indexOf(':') + 1, text.lastIndexOf(':'), 10);
    }

    /** The transactions below {@link #xmax()} that were still running then, as the literal of a PostgreSQL array. */
    String running() {
        return "{" + text.substring(text.lastIndexOf(':') + 1) + "}";
    }
}
