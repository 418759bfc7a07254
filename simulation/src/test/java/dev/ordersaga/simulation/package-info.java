@NullMarked
package dev.ordersaga.simulation;

import org.jspecify.annotations.NullMarked;
