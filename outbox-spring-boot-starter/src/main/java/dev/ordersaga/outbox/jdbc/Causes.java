package dev.ordersaga.outbox.jdbc;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Why something failed, and why that did. */
public final class Causes {

    private static final int MANY = 20; // a chain may go in circles

    private Causes() {}

    /** The failure itself, its cause, and so on inwards: as far as the chain goes, but no more than twenty. */
    public static List<Throwable> of(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        @Nullable
        Throwable cause = failure;
        while (cause != null && chain.size() < MANY) {
            chain.add(cause);
            cause = cause.getCause();
        }
        return chain;
    }
}
