/** What was delivered, and how much of it is available or reserved. */
@NullMarked
package dev.ordersaga.inventory.stock;

import org.jspecify.annotations.NullMarked;
