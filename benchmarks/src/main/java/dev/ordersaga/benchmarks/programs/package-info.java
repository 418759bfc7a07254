/** The programs of the contenders, each in a JVM of its own. */
@NullMarked
package dev.ordersaga.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
