@NullMarked
package dev.ordersaga.local.attach;

import org.jspecify.annotations.NullMarked;
