/** {@code saga bench}: the running system, measured as a client sees it. */
@NullMarked
package dev.ordersaga.load;

import org.jspecify.annotations.NullMarked;
