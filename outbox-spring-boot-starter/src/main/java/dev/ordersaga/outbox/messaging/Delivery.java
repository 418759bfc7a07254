package dev.ordersaga.outbox.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.MessageContext;
import dev.ordersaga.outbox.MessageHandler;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is to be done with one record of a poll batch. */
sealed interface Delivery {

    ConsumerRecord<byte[], byte[]> record();

    /** What the inbox knows it by. */
    UUID inboxId();

    /** Deliveries of one lane are handled in the order of the topic, others do not wait for them. */
    default Lane lane() {
        byte[] key = record().key();
        return new Lane(record().topic(), record().partition(),
                key == null ? "" : Envelope.text(key).orElseGet(() -> Arrays.toString(key)));
    }

    /** A message and the handler that gets it. */
    record Message<T>(ConsumerRecord<byte[], byte[]> record, IncomingMessage<T> message, MessageHandler<T> handler,
            Optional<String> traceparent) implements Delivery {

        @Override
        public UUID inboxId() {
            return message.id();
        }

        void handle() {
            MessageContext.of(message, traceparent.orElse(null)).run(() -> handler.handle(message));
        }
    }

    /** A record that can be read by nobody. */
    record Malformed(ConsumerRecord<byte[], byte[]> record, Exception cause) implements Delivery {

        /** It may have no id of its own; its place in the topic is one, and the same when it is delivered again. */
        @Override
        public UUID inboxId() {
            String place = record.topic() + '/' + record.partition() + '/' + record.offset() + '/' + record.timestamp();
            return UUID.nameUUIDFromBytes(place.getBytes(UTF_8));
        }
    }

    /** A key of a partition. */
    record Lane(String topic, int partition, String key) {}
}
