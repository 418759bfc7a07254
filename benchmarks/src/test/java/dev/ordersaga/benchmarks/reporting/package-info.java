@NullMarked
package dev.ordersaga.benchmarks.reporting;

import org.jspecify.annotations.NullMarked;
