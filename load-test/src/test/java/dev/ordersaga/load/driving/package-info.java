@NullMarked
package dev.ordersaga.load.driving;

import org.jspecify.annotations.NullMarked;
