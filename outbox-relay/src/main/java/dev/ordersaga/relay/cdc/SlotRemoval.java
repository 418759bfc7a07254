package dev.ordersaga.relay.cdc;

import java.sql.SQLException;

import dev.ordersaga.relay.outbox.OutboxDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A source that is read by polling needs no slot; one left over would keep the server's log for ever. */
public final class SlotRemoval {

    private static final Logger log = LoggerFactory.getLogger(SlotRemoval.class);

    private SlotRemoval() {}

    /** In the background: nothing waits for it. */
    public static void start(String source, OutboxDatabase database, String slot) {
        Thread.ofPlatform().daemon().name("slot-" + source).start(() -> remove(source, database, slot));
    }

    private static void remove(String source, OutboxDatabase database, String slot) {
        try (var connection = database.errand("outbox-relay-slot")) {
            var leftOver = new Slot(connection, slot);
            if (leftOver.exists()) {
                remove(source, leftOver, slot);
            }
        } catch (SQLException | CaptureException e) {
            log.debug("Source {}: no slot {} of its own is known", source, slot, e);
        }
    }

    private static void remove(String source, Slot leftOver, String slot) {
        try {
            leftOver.remove();
            log.info("Source {} is read by polling: dropped its slot {}", source, slot);
        } catch (SQLException | CaptureException e) {
            log.warn("Source {} is read by polling, and its slot {} cannot be dropped: the server keeps its log for it."
                    + " {}", source, slot, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
