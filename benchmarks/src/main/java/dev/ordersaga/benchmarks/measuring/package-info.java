/** What is measured: backlogs, latencies, what an outbox costs its writers. */
@NullMarked
package dev.ordersaga.benchmarks.measuring;

import org.jspecify.annotations.NullMarked;
