package dev.ordersaga.load.driving;

/**
 * What was seen of a part of the load.
 *
 * @param window the orders that were due in it
 * @param seconds how long it lasted
 * @param placed how many orders were answered meanwhile
 * @param settled how many orders settled meanwhile, whenever they were due
 * @param openAtBegin orders that were on their way: sent and not settled, answered or not
 */
public record Drive(Window window, double rate, double seconds, long placed, long settled, long openAtBegin,
        long openAtEnd) {

    public double placedPerSecond() {
        return placed / seconds;
    }

    public double settledPerSecond() {
        return settled / seconds;
    }
}
