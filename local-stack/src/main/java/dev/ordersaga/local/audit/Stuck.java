package dev.ordersaga.local.audit;

/**
 * Something that may keep sagas from ending, and how it stands. No violation by itself: what waits is not lost.
 *
 * @param clear whether nothing is stuck there
 */
public record Stuck(String what, boolean clear, String words) {}
