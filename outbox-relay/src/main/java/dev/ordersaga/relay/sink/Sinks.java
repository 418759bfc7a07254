package dev.ordersaga.relay.sink;

/** Opens the sink of a source. From then on, nothing that an earlier opened sink of that source sends takes effect. */
@FunctionalInterface
public interface Sinks {

    Sink open(String source);
}
