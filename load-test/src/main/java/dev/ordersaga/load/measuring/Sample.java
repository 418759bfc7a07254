package dev.ordersaga.load.measuring;

import java.util.Map;

/**
 * What was seen in some seconds of a measurement: whether anything grows with time.
 *
 * @param second when they ended, since the beginning
 * @param p50 from when an order was due until it was seen settled, in milliseconds, of those that settled in these seconds
 * @param open orders on their way at the end of them
 * @param memory bytes in RAM at the end of them, by process
 * @param tables by database and name
 */
public record Sample(double second, double settledPerSecond, double p50, double p99, long open,
        Map<String, Long> memory, Map<String, Size> tables) {

    /**
     * A table with its indexes; one of partitions as a whole.
     *
     * @param rows as PostgreSQL's statistics count them
     * @param dead versions of rows that vacuum has not taken away yet
     */
    public record Size(long bytes, long rows, long dead) {}
}
