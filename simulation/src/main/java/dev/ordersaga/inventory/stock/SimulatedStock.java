package dev.ordersaga.inventory.stock;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.books.StockRow;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.database.Database;
import dev.ordersaga.simulation.database.Table;

/** The table {@code stock} in memory. */
public final class SimulatedStock extends JdbcStockItems {

    private final Table<String, StockItem> items;
    private final Set<Bug> bugs;

    @SuppressWarnings("NullAway") // every method that would use the database is replaced
    public SimulatedStock(Database database, Books books, Set<Bug> bugs) {
        super(null);
        this.items = database.aggregates("stock", StockItem::sku,
                item -> new StockItem(item.sku(), item.level()),
                item -> "%s %d+%d".formatted(item.sku(), item.available(), item.reserved()));
        this.bugs = bugs;
        items.watch((_, item) -> books.stockChanged(new StockRow(item.sku(), item.available(), item.reserved())));
    }

    @Override
    public void lock(Collection<String> skus) {
        if (!bugs.contains(Bug.STOCK_NOT_LOCKED)) {
            items.lock(skus);
        }
    }

    /** In whatever order they are given: for bugs. */
    public void lockInOrder(Collection<String> skus) {
        items.lockInOrder(skus);
    }

    @Override
    public Optional<StockItem> find(String sku) {
        return bugs.contains(Bug.STOCK_NOT_LOCKED) ? items.withoutLock(sku) : Optional.ofNullable(items.own(sku));
    }

    @Override
    boolean open(String sku) {
        return items.insert(StockItem.open(sku));
    }
}
