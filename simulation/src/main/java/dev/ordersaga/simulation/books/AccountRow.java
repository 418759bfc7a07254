package dev.ordersaga.simulation.books;

import java.math.BigDecimal;

/** An account as it was committed. */
public record AccountRow(String customerId, BigDecimal balance) {}
