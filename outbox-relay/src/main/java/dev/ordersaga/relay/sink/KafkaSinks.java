package dev.ordersaga.relay.sink;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

import org.apache.kafka.clients.producer.Producer;
import tools.jackson.databind.json.JsonMapper;

/** A pair of transactional producers a source, another one for a replay, whose transactional ids are the same in every relay. */
public final class KafkaSinks implements Sinks {

    private final Function<String, Producer<byte[], byte[]>> producers;
    private final KafkaClients clients;
    private final CursorTopic cursors;
    private final String id;
    private final InstantSource clock;

    /** @param id begins the transactional ids; relays of one id stand in for each other */
    public KafkaSinks(KafkaClients clients, String cursorTopic, String id, InstantSource clock) {
        this(clients::transactionalProducer, clients, cursorTopic, id, clock);
    }

    /**
     * @param producers makes a transactional producer of that transactional id
     * @param clients for the cursor topic
     * @param id as above
     */
    public KafkaSinks(Function<String, Producer<byte[], byte[]>> producers, KafkaClients clients, String cursorTopic,
            String id, InstantSource clock) {
        this.producers = producers;
        this.cursors = new CursorTopic(cursorTopic, clients, JsonMapper.shared(), clock);
        this.clients = clients;
        this.id = id;
        this.clock = clock;
    }

    /** A transaction that a killed replay has left open would hold up the reading of the cursor: it is ended first. */
    @Override
    public Sink open(String source) {
        cursors.create();
        clients.fence(replayIds(source));
        var ids = Producers.idsOf(id + "-" + source);
        new Origin(clients, cursors).note(source, ids.getFirst());
        return KafkaSink.open(source, pair(ids), cursors, new KafkaTopics(clients, clock), clock);
    }

    @Override
    public ReplaySink openReplay(String source) {
        var topics = new KafkaTopics(clients, clock);
        var outlet = KafkaSink.beside(source, pair(replayIds(source)), cursors, topics, clock);
        return KafkaReplaySink.open(source, outlet, cursors, topics);
    }

    private List<String> replayIds(String source) {
        return Producers.idsOf(id + "-" + source + "-replay");
    }

    private Producers pair(List<String> ids) {
        return new Producers(producers.apply(ids.getFirst()), producers.apply(ids.getLast()));
    }
}
