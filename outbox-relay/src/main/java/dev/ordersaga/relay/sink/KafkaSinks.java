package dev.ordersaga.relay.sink;

import java.time.InstantSource;
import java.util.function.Function;

import org.apache.kafka.clients.producer.Producer;
import tools.jackson.databind.json.JsonMapper;

/** A pair of transactional producers a source, whose transactional ids are the same in every relay. */
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

    @Override
    public Sink open(String source) {
        cursors.create();
        var ids = Producers.idsOf(id + "-" + source);
        new Origin(clients, cursors).note(source, ids.getFirst());
        return KafkaSink.open(source, new Producers(producers.apply(ids.getFirst()), producers.apply(ids.getLast())),
                cursors, new KafkaTopics(clients, clock), clock);
    }
}
