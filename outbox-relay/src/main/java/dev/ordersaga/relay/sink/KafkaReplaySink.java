package dev.ordersaga.relay.sink;

import java.util.List;
import java.util.Optional;

import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.parking.ParkedKey.Cause;
import dev.ordersaga.relay.replay.Replay;
import org.jspecify.annotations.Nullable;

/** Rows and the replay's record in one Kafka transaction, of producers that nobody else uses. */
final class KafkaReplaySink implements ReplaySink {

    private final String source;
    private final KafkaSink outlet;
    private final CursorTopic cursors;
    private final KafkaTopics topics;
    private final Optional<Replay> progress;

    private KafkaReplaySink(String source, KafkaSink outlet, CursorTopic cursors, KafkaTopics topics) {
        this.source = source;
        this.outlet = outlet;
        this.cursors = cursors;
        this.topics = topics;
        this.progress = cursors.readReplay(source);
    }

    /** What a predecessor has left open is ended first, then its last progress can be known. */
    static KafkaReplaySink open(String source, KafkaSink outlet, CursorTopic cursors, KafkaTopics topics) {
        try {
            return new KafkaReplaySink(source, outlet, cursors, topics);
        } catch (RuntimeException e) {
            outlet.close();
            throw e;
        }
    }

    @Override
    public Delivery delivery() {
        return outlet.delivery();
    }

    @Override
    public Optional<Replay> progress() {
        return progress;
    }

    @Override
    public @Nullable Cause refusal(String topic) {
        return topics.refusal(topic);
    }

    @Override
    public void send(OutboxRow row) {
        outlet.send(row);
    }

    @Override
    public void commit(Replay replay) {
        outlet.commit(List.of(cursors.replay(source, replay)));
    }

    @Override
    public void finish() {
        outlet.commit(List.of(cursors.replay(source, null)));
    }

    @Override
    public void rollback() {
        outlet.rollback();
    }

    @Override
    public void close() {
        outlet.close();
    }
}
