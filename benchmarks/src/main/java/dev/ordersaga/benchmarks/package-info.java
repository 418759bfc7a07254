/** Measures the relay beside its peers, on the real PostgreSQL and Kafka. */
@NullMarked
package dev.ordersaga.benchmarks;

import org.jspecify.annotations.NullMarked;
