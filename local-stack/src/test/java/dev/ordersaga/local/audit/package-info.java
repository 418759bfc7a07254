@NullMarked
package dev.ordersaga.local.audit;

import org.jspecify.annotations.NullMarked;
