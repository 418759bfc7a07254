package dev.ordersaga.simulation.books;

import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;

/** An order as it was committed; the lines are the quantity of each sku. */
public record OrderRow(UUID id, String status, String reason, Instant deadlineAt, SortedMap<String, Integer> lines) {}
