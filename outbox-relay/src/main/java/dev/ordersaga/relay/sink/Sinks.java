package dev.ordersaga.relay.sink;

/** Opens the sinks of a source. */
public interface Sinks {

    /** From then on, nothing that an earlier opened sink of that source sends takes effect, whether for a replay or not. */
    Sink open(String source);

    /**
     * For the relay that has the {@link Sink}. From then on, nothing that an earlier opened sink for replays of that source
     * sends takes effect.
     */
    ReplaySink openReplay(String source);
}
