package dev.ordersaga.load.driving;

/**
 * What was seen since the last one, about a second ago.
 *
 * @param of how long this part lasts
 * @param sent orders a second, as the following ones
 * @param open orders on their way: sent and not settled, answered or not
 * @param post p99 of the answers since the last one, in milliseconds
 * @param latency p99 from when an order was due until it was seen settled, of those since the last one, in milliseconds
 */
public record Pulse(double seconds, double of, double sent, double settled, long open, double post, double latency) {}
