package dev.ordersaga.relay.parking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.ordersaga.relay.outbox.KeyName;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.Page;
import dev.ordersaga.relay.parking.ParkedKey.Cause;

/**
 * The parked keys of one source: those committed, and beside them what the transaction under way changes. Used by the
 * thread that publishes.
 */
public final class Parking {

    private final int limit;
    private final Map<String, ParkedKey> committed;
    private final Map<String, Optional<ParkedKey>> changes = new LinkedHashMap<>();

    /** @param limit most keys that may be parked: they are held in memory */
    public Parking(Collection<ParkedKey> committed, int limit) {
        this.limit = limit;
        this.committed = new HashMap<>();
        committed.forEach(key -> this.committed.put(key.key(), key));
    }

    public boolean isEmpty() {
        return committed.isEmpty() && changes.isEmpty();
    }

    /** Whether the key of this row is parked; if so, the row is counted among those that wait. */
    public boolean holds(OutboxRow row) {
        if (isEmpty()) {
            return false;
        }
        var parked = find(KeyName.of(row.key()));
        parked.ifPresent(key -> changes.put(key.key(), Optional.of(key.andWaits(row))));
        return parked.isPresent();
    }

    /** Parks the key of a row of that page. */
    public void park(OutboxRow row, Page page, Cause cause) {
        put(ParkedKey.at(row, page, cause));
    }

    public void put(ParkedKey key) {
        if (!committed.containsKey(key.key()) && size() >= limit) {
            throw new TooManyParkedKeysException(limit, key);
        }
        changes.put(key.key(), Optional.of(key));
    }

    public void free(String key) {
        changes.put(key, Optional.empty());
    }

    public Optional<ParkedKey> find(String key) {
        var changed = changes.get(key);
        return changed == null ? Optional.ofNullable(committed.get(key)) : changed;
    }

    public ParkingChanges changes() {
        if (changes.isEmpty()) {
            return ParkingChanges.NONE;
        }
        var parked = new ArrayList<ParkedKey>();
        var freed = new ArrayList<String>();
        changes.forEach((name, key) -> key.ifPresentOrElse(parked::add, () -> freed.add(name)));
        return new ParkingChanges(parked, freed);
    }

    /** The changes are committed. */
    public void commit() {
        changes.forEach((name, key) -> key.ifPresentOrElse(parked -> committed.put(name, parked),
                () -> committed.remove(name)));
        changes.clear();
    }

    public void rollback() {
        changes.clear();
    }

    /** As they are committed, by the position of the row that could not be published. */
    public List<ParkedKey> all() {
        if (committed.isEmpty()) {
            return List.of();
        }
        var sorted = new TreeMap<Long, ParkedKey>();
        committed.values().forEach(key -> sorted.put(key.row().position(), key));
        return List.copyOf(sorted.values());
    }

    private int size() {
        return committed.size() + (int) changes.values().stream().filter(Optional::isPresent)
                .filter(key -> !committed.containsKey(key.get().key())).count();
    }
}
