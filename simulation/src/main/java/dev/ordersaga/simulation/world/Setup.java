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

    static Setup drawnFrom(Choices choices) {
        return new Setup(1 + choices.below(2), 1 + choices.weighted(2, 4, 3, 1), new int[]{4 - choices.below(5), 4
                - choices.below(5)}, new int[]{3 - choices.below(4), 3 - choices.below(4)}, 1 + choices.below(2),
                choices.below(5), 9 - 4 * choices.below(3), 10 + choices.below(60));
    }
}
