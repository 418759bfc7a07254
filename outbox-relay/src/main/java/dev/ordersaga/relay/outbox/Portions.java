package dev.ordersaga.relay.outbox;

import org.springframework.util.unit.DataSize;

/**
 * In which portions a source is read.
 *
 * @param poll so many rows come with a poll
 * @param copy most rows that one statement copies
 * @param smallBatch a batch of at most so many rows is read by transaction id: each statement goes through the whole batch
 * then
 * @param page what is read goes on in pages of this size
 */
public record Portions(int poll, int copy, int smallBatch, PageLimit page) {

    /** A statement brings so much that its start does not count, and ends so soon that its snapshot holds up no vacuum. */
    public static final Portions USUAL = new Portions(200, 10_000, 50_000,
            new PageLimit(500, DataSize.ofMegabytes(1)));
}
