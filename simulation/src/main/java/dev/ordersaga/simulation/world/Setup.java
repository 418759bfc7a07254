package dev.ordersaga.simulation.world;

import dev.ordersaga.simulation.choice.Choices;

/**
 * How a world begins. Small, with little money and little stock, so that orders are in each other's way.
 *
 * @param partitions of each topic
 * @param orders that customers will place
 * @param money of each customer, in EUR
 * @param stock of each sku
 * @param instances of each service and of the relay that are up at the beginning
 * @param faults that may happen
 * @param haste how many of ten tasks are not held up anywhere
 * @param steps until the faults stop
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Setup(int partitions, int orders, int[] money, int[] stock, int instances, int faults, int haste, int steps) {

    private static final int MOST_MONEY = 7;
    private static final int MOST_STOCK = 4;

    static Setup drawnFrom(Choices choices) {
        int partitions = 1 + choices.below(2);
        int orders = 1 + choices.weighted(2, 4, 3, 1);
        int[] money = {MOST_MONEY - choices.below(MOST_MONEY + 1), MOST_MONEY - choices.below(MOST_MONEY + 1)};
        int[] stock = {MOST_STOCK - choices.below(MOST_STOCK + 1), MOST_STOCK - choices.below(MOST_STOCK + 1)};
        int instances = 1 + choices.below(2);
        int faults = choices.below(5);
        int haste = 9 - 4 * choices.below(3);
        return new Setup(partitions, orders, money, stock, instances, faults, haste, 10 + choices.below(60));
    }
}
