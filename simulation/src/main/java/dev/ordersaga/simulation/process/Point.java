package dev.ordersaga.simulation.process;

/** Where a task can be held up, fail, or be the end of its program. */
public enum Point {

    LOCK("asks for a lock"), APPEND("has inserted into the outbox"), COMMIT("is about to commit"), COMMITTED(
            "has committed"), OFFSETS("is about to commit the offsets"), READ("has read the outbox"), SENT(
                    "has sent"), ANSWER("is about to answer");

    private final String words;

    Point(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
