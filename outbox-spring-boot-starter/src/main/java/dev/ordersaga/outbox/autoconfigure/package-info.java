/** Wires the starter into a Spring Boot application. */
@NullMarked
package dev.ordersaga.outbox.autoconfigure;

import org.jspecify.annotations.NullMarked;
