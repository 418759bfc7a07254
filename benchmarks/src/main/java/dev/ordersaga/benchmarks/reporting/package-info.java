/** What a run says: tables, pictures, raw results. */
@NullMarked
package dev.ordersaga.benchmarks.reporting;

import org.jspecify.annotations.NullMarked;
