/** What customers have paid in, and what is left of it. */
@NullMarked
package dev.ordersaga.payment.account;

import org.jspecify.annotations.NullMarked;
