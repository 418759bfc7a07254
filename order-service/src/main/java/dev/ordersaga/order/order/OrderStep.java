package dev.ordersaga.order.order;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that has happened to an order. Steps are only ever added.
 *
 * @param position counted from 1
 * @param source the service that has told it
 */
public record OrderStep(UUID orderId, int position, Instant at, String type, String source) {}
