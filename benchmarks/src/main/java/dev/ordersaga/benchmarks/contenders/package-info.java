/** What takes part: how each is prepared, started and fed. */
@NullMarked
package dev.ordersaga.benchmarks.contenders;

import org.jspecify.annotations.NullMarked;
