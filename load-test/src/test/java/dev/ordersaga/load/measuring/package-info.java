@NullMarked
package dev.ordersaga.load.measuring;

import org.jspecify.annotations.NullMarked;
