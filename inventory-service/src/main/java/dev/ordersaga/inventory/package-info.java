/**
 * Stock and reservations: reserves the lines of an order when it is paid, all of them or none, and gives them back when
 * the order comes to nothing.
 */
@NullMarked
package dev.ordersaga.inventory;

import org.jspecify.annotations.NullMarked;
