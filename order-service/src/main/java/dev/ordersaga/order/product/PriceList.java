package dev.ordersaga.order.product;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;

import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
@Transactional(readOnly = true)
class PriceList implements Products {

    private final EntityManager entities;

    PriceList(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public Map<String, Product> find(Collection<String> skus) {
        return entities.createQuery("from Product where sku in :skus", Product.class)
                .setParameter("skus", skus)
                .getResultStream()
                .collect(Collectors.toMap(Product::sku, Function.identity()));
    }

    Optional<Product> find(String sku) {
        return Optional.ofNullable(entities.find(Product.class, sku));
    }

    /** In the order of the skus, those that come after the given one. */
    List<Product> list(String after, int limit) {
        return entities.createQuery("from Product where sku > :after order by sku", Product.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    /** One statement, so that two who put the same product at once do not collide. Returns whether it is new. */
    @Transactional
    boolean put(Product product) {
        return (Boolean) entities.createNativeQuery("""
                insert into product as old (sku, name, price, currency) values (:sku, :name, :price, :currency)
                on conflict (sku) do update
                   set name = excluded.name, price = excluded.price, currency = excluded.currency
                returning old.xmax = 0""", Boolean.class)
                .setParameter("sku", product.sku())
                .setParameter("name", product.name())
                .setParameter("price", product.price().amount())
                .setParameter("currency", product.price().currency().getCurrencyCode())
                .getSingleResult();
    }
}
