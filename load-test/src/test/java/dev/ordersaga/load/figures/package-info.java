@NullMarked
package dev.ordersaga.load.figures;

import org.jspecify.annotations.NullMarked;
