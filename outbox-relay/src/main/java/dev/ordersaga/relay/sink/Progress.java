package dev.ordersaga.relay.sink;

import java.util.List;
import java.util.Optional;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.parking.ParkedKey;
import dev.ordersaga.relay.replay.Replay;

/**
 * What has been committed of a source.
 *
 * @param cursor empty for a source never published, or if it is lost
 * @param parked in no order
 * @param replay begun and not finished
 * @param lost there is no cursor, although the source was opened before
 */
public record Progress(Optional<Cursor> cursor, List<ParkedKey> parked, Optional<Replay> replay,
        boolean lost) {}
