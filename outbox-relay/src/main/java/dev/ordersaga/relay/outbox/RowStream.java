package dev.ordersaga.relay.outbox;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Rows that a database sends by itself: transaction after transaction, in the order of their commits, each as a whole. It
 * may begin, break off and begin again at any time, and it need not be complete: {@link StreamedReader} looks.
 */
public interface RowStream {

    /** Of no session. */
    int NONE = 0;

    /**
     * A part of a stream without a gap.
     *
     * @param session in which it came: what comes in another one does not follow what came in this
     */
    record Streamed(int session, List<StreamedRow> rows) {}

    /** The one that is under way: what is committed after it began comes, and comes in it. {@link #NONE} if none is. */
    int session();

    /** The next rows, or null if none come within that time. */
    @Nullable
    Streamed next(long millis) throws InterruptedException;

    /** Forgets what has come and was not taken. */
    void discard();

    /** Ends the session: something is missing. Another one begins when the stream has shown that it flows. */
    void doubt();

    /** So many of its rows are handed out. */
    void brought(int rows);

    /** Whether the reader takes rows from it, or polls alone. */
    void follows(boolean streaming);
}
