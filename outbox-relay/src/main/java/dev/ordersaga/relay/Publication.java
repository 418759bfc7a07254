package dev.ordersaga.relay;

import java.sql.SQLException;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxReader;
import dev.ordersaga.relay.sink.Sink;

/** Publishes one source with one sink: from its cursor until the relay stops or something fails. */
final class Publication {

    private final OutboxReader reader;
    private final Sink sink;
    private final SourceMonitor monitor;
    private final StopSignal stop;
    private final Growing polling;
    private final Growing backOff;

    Publication(OutboxReader reader, Sink sink, SourceMonitor monitor, StopSignal stop, Growing polling,
            Growing backOff) {
        this.reader = reader;
        this.sink = sink;
        this.monitor = monitor;
        this.stop = stop;
        this.polling = polling;
        this.backOff = backOff;
    }

    void run(Cursor begin) throws SQLException {
        var cursor = begin;
        while (!stop.isGiven()) {
            var page = reader.read(cursor, row -> {
                monitor.reads(row);
                sink.send(row);
            });
            cursor = page.cursor();
            if (page.rows() > 0) {
                sink.commit(cursor);
                polling.reset();
            }
            monitor.finished(page);
            backOff.reset();
            if (page.isLast()) {
                stop.pause(polling.next());
            }
        }
    }
}
