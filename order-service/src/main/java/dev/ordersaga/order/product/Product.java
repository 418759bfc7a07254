package dev.ordersaga.order.product;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import dev.ordersaga.order.Money;

/** Something to order, at the price that it has now. */
@Entity
public class Product {

    @Id
    private String sku;
    private String name;
    @AttributeOverride(name = "amount", column = @Column(name = "price"))
    private Money price;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected Product() {}

    public Product(String sku, String name, Money price) {
        this.sku = sku;
        this.name = name;
        this.price = price;
    }

    public String sku() {
        return sku;
    }

    public String name() {
        return name;
    }

    public Money price() {
        return price;
    }
}
