package dev.ordersaga.order.order;

import java.math.BigDecimal;

/** @param unitPrice in the order's currency, as it was when the order was placed */
public record OrderLine(String sku, int quantity, BigDecimal unitPrice) {

    /** @throws IllegalArgumentException if there is nothing of it, or its price is negative */
    public OrderLine {
        if (quantity < 1 || unitPrice.signum() < 0) {
            throw new IllegalArgumentException(quantity + " of " + sku + " at " + unitPrice + " is no order line");
        }
    }

    BigDecimal total() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
