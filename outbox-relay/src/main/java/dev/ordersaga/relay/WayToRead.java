package dev.ordersaga.relay;

import java.sql.SQLException;

import dev.ordersaga.relay.RelayProperties.ReadingMode;
import dev.ordersaga.relay.cdc.ChangeStream;
import dev.ordersaga.relay.cdc.SlotRemoval;
import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.outbox.OutboxSession;
import dev.ordersaga.relay.outbox.RowReader;
import org.jspecify.annotations.Nullable;

/** How a source is read while it is published here: by polling, or also by change data capture. */
final class WayToRead implements AutoCloseable {

    private final @Nullable ChangeStream stream;

    private WayToRead(@Nullable ChangeStream stream) {
        this.stream = stream;
    }

    static WayToRead open(String source, RelayProperties settings, OutboxDatabase database, StreamMonitor monitor) {
        var mine = settings.sources().get(source);
        var slot = settings.slot(source);
        if (mine != null && mine.mode() == ReadingMode.CDC) {
            return new WayToRead(ChangeStream.start(source, database, slot, mine.publication(), monitor));
        }
        SlotRemoval.start(source, database, slot);
        return new WayToRead(null);
    }

    RowReader reader(OutboxSession session) throws SQLException {
        return stream == null ? session.reader() : session.reader(stream.rows());
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
    }
}
