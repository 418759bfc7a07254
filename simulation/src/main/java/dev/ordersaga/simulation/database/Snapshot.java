package dev.ordersaga.simulation.database;

import java.util.Set;

/**
 * Which transactions had ended, like PostgreSQL's {@code pg_snapshot}.
 *
 * @param xmax the next transaction id: it and all later ones are not visible
 * @param running those below that had not ended
 */
public record Snapshot(long xmax, Set<Long> running) {

    public static final Snapshot NOTHING = new Snapshot(0, Set.of());

    public boolean sees(long transaction) {
        return transaction < xmax && !running.contains(transaction);
    }
}
