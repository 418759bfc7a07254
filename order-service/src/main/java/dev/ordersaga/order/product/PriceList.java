package dev.ordersaga.order.product;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.ordersaga.order.Money;
import dev.ordersaga.outbox.jdbc.RowArrays;

@Repository
class PriceList implements Products {

    private static final String SELECT = "select sku, name, price, currency from product where sku ";

    private final JdbcTemplate jdbc;

    PriceList(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Product> find(Collection<String> skus) {
        return jdbc.query(SELECT + "= any (?)", RowArrays.column("text", skus), PriceList::product).stream()
                .collect(Collectors.toMap(Product::sku, Function.identity()));
    }

    Optional<Product> find(String sku) {
        return Optional.ofNullable(find(List.of(sku)).get(sku));
    }

    /** In the order of the skus, those that come after the given one. */
    List<Product> list(String after, int limit) {
        return jdbc.query(SELECT + "> ? order by sku limit ?", PriceList::product, after, limit);
    }

    /** One statement, so that two who put the same product at once do not collide. Returns whether it is new. */
    boolean put(Product product) {
        return requireNonNull(jdbc.queryForObject("""
                insert into product as old (sku, name, price, currency) values (?, ?, ?, ?)
                on conflict (sku) do update
                   set name = excluded.name, price = excluded.price, currency = excluded.currency
                returning old.xmax = 0""", Boolean.class, product.sku(), product.name(), product.price().amount(),
                product.price().currency().getCurrencyCode()));
    }

    private static Product product(ResultSet row, int number) throws SQLException {
        return new Product(row.getString(1), row.getString(2),
                new Money(row.getBigDecimal(3), Currency.getInstance(row.getString(4))));
    }
}
