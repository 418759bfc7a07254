/** The same messages for everybody. */
@NullMarked
package dev.ordersaga.benchmarks.messages;

import org.jspecify.annotations.NullMarked;
