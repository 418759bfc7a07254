package dev.ordersaga.relay.cdc;

import java.util.Locale;
import java.util.regex.Pattern;

/** What PostgreSQL takes for the name of a replication slot. */
public final class SlotName {

    public static final String PATTERN = "[a-z0-9_]{1,63}";

    private static final int LONGEST = 63;
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9_]");

    private SlotName() {}

    /** The nearest name to that one. */
    public static String of(String name) {
        var slot = OTHERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("_");
        return slot.length() <= LONGEST
                ? slot
                : slot.substring(0, LONGEST - 9) + "_" + String.format("%08x", name.hashCode());
    }
}
