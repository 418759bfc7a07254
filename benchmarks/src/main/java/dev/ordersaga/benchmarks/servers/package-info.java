/** PostgreSQL and Kafka as processes, and what they and the contenders cost. */
@NullMarked
package dev.ordersaga.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
