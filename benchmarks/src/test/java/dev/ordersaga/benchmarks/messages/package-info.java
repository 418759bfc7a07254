@NullMarked
package dev.ordersaga.benchmarks.messages;

import org.jspecify.annotations.NullMarked;
