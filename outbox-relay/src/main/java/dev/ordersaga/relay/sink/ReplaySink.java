package dev.ordersaga.relay.sink;

import java.util.Optional;

import dev.ordersaga.relay.parking.ParkedKey.Cause;
import dev.ordersaga.relay.replay.Replay;
import org.jspecify.annotations.Nullable;

/** Where rows of a source are published once more, beside its {@link Sink} and with a progress of their own. */
public interface ReplaySink extends Outlet {

    /** The replay that had been begun and not finished when this sink was opened. */
    Optional<Replay> progress();

    /** Why no row can go to that topic, null if nothing is known against it. */
    @Nullable
    Cause refusal(String topic);

    /**
     * Publishes the rows sent since the last commit, with how far the replay has come.
     *
     * @throws RowsRejectedException as {@link #send} does
     */
    void commit(Replay replay);

    /** Forgets the replay; to be called when nothing was sent since the last commit. */
    void finish();
}
