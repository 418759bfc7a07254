/** The payments of orders: {@link dev.ordersaga.payment.payment.PaymentDecision} is the state table. */
@NullMarked
package dev.ordersaga.payment.payment;

import org.jspecify.annotations.NullMarked;
