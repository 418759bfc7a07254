@NullMarked
package dev.ordersaga.connect;

import org.jspecify.annotations.NullMarked;
