package dev.ordersaga.local.chaos;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What has been written to the topics by hand, under {@value #SOURCE}, and how many dead letters of it are to be expected.
 * Safe for use by several threads.
 */
final class Stranger {

    static final String SOURCE = "/by-hand";

    private final Map<String, Integer> expectedLetters = new ConcurrentHashMap<>();

    /** @param key that no order has */
    void wrotePoison(String key, Topic topic) {
        expectedLetters.put(key, topic.subscriptions());
    }

    /** By the keys of the records. */
    Map<String, Integer> expectedLetters() {
        return Map.copyOf(expectedLetters);
    }
}
