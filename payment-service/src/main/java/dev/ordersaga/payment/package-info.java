/**
 * Accounts and payments: takes the money of an order when it is placed, and gives it back when the order comes to
 * nothing.
 */
@NullMarked
package dev.ordersaga.payment;

import org.jspecify.annotations.NullMarked;
