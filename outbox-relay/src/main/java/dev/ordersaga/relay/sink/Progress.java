package dev.ordersaga.relay.sink;

import java.util.List;
import java.util.Optional;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.parking.ParkedKey;

/**
 * What has been committed of a source.
 *
 * @param cursor empty for a source never published
 * @param parked in no order
 */
public record Progress(Optional<Cursor> cursor, List<ParkedKey> parked) {}
