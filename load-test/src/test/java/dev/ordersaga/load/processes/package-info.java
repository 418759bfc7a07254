@NullMarked
package dev.ordersaga.load.processes;

import org.jspecify.annotations.NullMarked;
