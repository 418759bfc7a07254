/** What the processes of a machine use. */
@NullMarked
package dev.ordersaga.load.processes;

import org.jspecify.annotations.NullMarked;
