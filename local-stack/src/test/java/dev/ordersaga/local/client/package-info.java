@NullMarked
package dev.ordersaga.local.client;

import org.jspecify.annotations.NullMarked;
