package dev.ordersaga.simulation.world;

/** What may happen next. The order is that of the recorded choices: new ones come at the end. */
enum Step {

    GO_ON(40), RELAY(25), DELIVER(40), PLACE(12), CANCEL(4), ASK_AGAIN(4), DEPOSIT(2), RESTOCK(2), DEADLINE(
            2), POLL_DEADLINES(8), START(6), CRASH(3), LEAVE(2), REBALANCE(3), TAKE_OVER(3);

    private final int weight;

    Step(int weight) {
        this.weight = weight;
    }

    /** How often it is chosen by chance, beside others. */
    int weight() {
        return weight;
    }
}
