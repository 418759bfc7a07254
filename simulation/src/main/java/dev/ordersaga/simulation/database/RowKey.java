package dev.ordersaga.simulation.database;

/** What a lock is for. */
record RowKey(Table<?, ?> table, Object key) {

    @Override
    public String toString() {
        return table.name() + " " + key;
    }
}
