@NullMarked
package dev.ordersaga.load.reporting;

import org.jspecify.annotations.NullMarked;
