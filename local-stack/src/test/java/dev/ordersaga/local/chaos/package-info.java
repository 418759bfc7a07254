@NullMarked
package dev.ordersaga.local.chaos;

import org.jspecify.annotations.NullMarked;
