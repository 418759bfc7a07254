package dev.ordersaga.order.product;

import java.util.Collection;
import java.util.Map;

/** The price list, as those who place orders see it. */
@FunctionalInterface
public interface Products {

    /** Those of these products that there are, by sku. */
    Map<String, Product> find(Collection<String> skus);
}
