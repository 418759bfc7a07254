package dev.ordersaga.simulation;

import java.util.List;

import dev.ordersaga.simulation.books.Violation;
import dev.ordersaga.simulation.process.History;

/** A schedule that broke something, made as short as it could be: what broke, and how it came to it. */
record Finding(long seed, Violation violation, List<History.Line> lines) {}
