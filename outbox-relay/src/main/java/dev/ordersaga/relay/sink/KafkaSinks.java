package dev.ordersaga.relay.sink;

import java.time.InstantSource;

import tools.jackson.databind.json.JsonMapper;

/** One transactional producer a source, whose transactional id is the same in every relay. */
public final class KafkaSinks implements Sinks {

    private final KafkaClients clients;
    private final CursorTopic cursors;
    private final String prefix;

    /** @param prefix of the transactional ids; relays of one prefix publish the same sources to the same topics */
    public KafkaSinks(KafkaClients clients, String cursorTopic, String prefix, InstantSource clock) {
        this.clients = clients;
        this.cursors = new CursorTopic(cursorTopic, clients, JsonMapper.shared(), clock);
        this.prefix = prefix;
    }

    @Override
    public Sink open(String source) {
        cursors.create();
        return KafkaSink.open(source, clients.transactionalProducer(prefix + "-" + source), cursors);
    }
}
