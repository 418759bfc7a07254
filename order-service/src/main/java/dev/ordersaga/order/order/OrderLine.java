package dev.ordersaga.order.order;

import java.math.BigDecimal;

import jakarta.persistence.Embeddable;

/** @param unitPrice in the order's currency, as it was when the order was placed */
@Embeddable
public record OrderLine(String sku, int quantity, BigDecimal unitPrice) {

    BigDecimal total() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
