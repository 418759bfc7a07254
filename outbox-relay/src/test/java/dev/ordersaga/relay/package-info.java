@NullMarked
package dev.ordersaga.relay;

import org.jspecify.annotations.NullMarked;
