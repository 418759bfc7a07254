/** What is looked at again and again, so that metrics and health can tell it without asking anybody. */
@NullMarked
package dev.ordersaga.outbox.watch;

import org.jspecify.annotations.NullMarked;
