package dev.ordersaga.load.driving;

import org.HdrHistogram.Histogram;

/**
 * What was seen since the last one, about a second ago.
 *
 * @param of how long this part lasts
 * @param took seconds since the last one
 * @param sent orders sent meanwhile
 * @param settled orders settled meanwhile
 * @param open orders on their way: sent and not settled, answered or not
 * @param posts of the answers, from when the order was due, in microseconds
 * @param ends of the orders that settled, from when they were due, in microseconds
 */
public record Pulse(double seconds, double of, double took, long sent, long settled, long open, Histogram posts,
        Histogram ends) {}
