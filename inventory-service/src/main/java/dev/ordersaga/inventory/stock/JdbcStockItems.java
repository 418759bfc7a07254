package dev.ordersaga.inventory.stock;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.ordersaga.outbox.jdbc.LockedRows;
import dev.ordersaga.outbox.jdbc.RowArrays;

/** Plain SQL, a statement for all stock of a transaction. */
@Repository
class JdbcStockItems implements StockItems {

    private static final String SELECT = "select sku, available, reserved from stock where sku ";

    private static final String UPDATE = """
            update stock set available = now.available, reserved = now.reserved
              from unnest(?::text[], ?::bigint[], ?::bigint[]) as now (sku, available, reserved)
             where stock.sku = now.sku""";

    private final LockedRows<String, StockItem> locked = new LockedRows<>("stock", StockItem::sku, StockItem::level,
            this::update);
    private final JdbcTemplate jdbc;

    JdbcStockItems(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void lock(Collection<String> skus) {
        locked.add(skus, skus.isEmpty() ? List.of() : select(skus));
    }

    private List<StockItem> select(Collection<String> skus) {
        return jdbc.query(SELECT + "= any (?) order by sku for no key update", RowArrays.column("text", skus),
                JdbcStockItems::item);
    }

    private void update(List<StockItem> items) {
        jdbc.update(UPDATE, RowArrays.of(items)
                .column("text", StockItem::sku)
                .column("int8", StockItem::available)
                .column("int8", StockItem::reserved));
    }

    private static StockItem item(ResultSet row, int number) throws SQLException {
        return new StockItem(row.getString(1), new StockItem.Level(row.getLong(2), row.getLong(3)));
    }

    @Override
    public Optional<StockItem> find(String sku) {
        return locked.find(sku);
    }

    /** Looks without locking. */
    Optional<StockItem> read(String sku) {
        return jdbc.query(SELECT + "= ?", JdbcStockItems::item, sku).stream().findFirst();
    }

    /** Looks without locking, by the key and not by an offset: what is opened meanwhile shifts no page. */
    List<StockItem> readAfter(String sku, int limit) {
        return jdbc.query(SELECT + "> ? order by sku limit ?", JdbcStockItems::item, sku, limit);
    }

    /** Opens the stock of a sku if there is none yet; of several at once, one does and the others wait for it. */
    boolean open(String sku) {
        return jdbc.update("insert into stock (sku, available, reserved) values (?, 0, 0) on conflict do nothing",
                sku) == 1;
    }
}
