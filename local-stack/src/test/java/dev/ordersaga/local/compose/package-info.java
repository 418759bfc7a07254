@NullMarked
package dev.ordersaga.local.compose;

import org.jspecify.annotations.NullMarked;
