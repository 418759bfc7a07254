package dev.ordersaga.relay.sink;

import java.time.InstantSource;
import java.util.function.Function;

import org.apache.kafka.clients.producer.Producer;
import tools.jackson.databind.json.JsonMapper;

/** One transactional producer a source, whose transactional id is the same in every relay. */
public final class KafkaSinks implements Sinks {

    private final Function<String, Producer<byte[], byte[]>> producers;
    private final CursorTopic cursors;
    private final String prefix;

    /**
     * @param producers makes a transactional producer of that transactional id
     * @param clients for the cursor topic
     * @param prefix of the transactional ids; relays of one prefix publish the same sources to the same topics
     */
    public KafkaSinks(Function<String, Producer<byte[], byte[]>> producers, KafkaClients clients, String cursorTopic,
            String prefix, InstantSource clock) {
        this.producers = producers;
        this.cursors = new CursorTopic(cursorTopic, clients, JsonMapper.shared(), clock);
        this.prefix = prefix;
    }

    @Override
    public Sink open(String source) {
        cursors.create();
        return KafkaSink.open(source, producers.apply(prefix + "-" + source), cursors);
    }
}
