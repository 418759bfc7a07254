package dev.ordersaga.outbox.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.MessageContext;
import dev.ordersaga.outbox.MessageHandler;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What is to be done with one record of a poll batch. */
sealed interface Delivery {

    ConsumerRecord<byte[], byte[]> record();

    /** What the inbox knows it by. */
    UUID inboxId();

    /** Deliveries of one lane are handled in the order of the topic, others do not wait for them. */
    Lane lane();

    /** A message and the handler that gets it. */
    record Message<T>(ConsumerRecord<byte[], byte[]> record, Lane lane, IncomingMessage<T> message,
            MessageHandler<T> handler, Optional<String> traceparent) implements Delivery {

        @Override
        public UUID inboxId() {
            return message.id();
        }

        void handle() {
            MessageContext.of(message, traceparent.orElse(null)).run(() -> handler.handle(message));
        }
    }

    /** A record that can be read by nobody. */
    record Malformed(ConsumerRecord<byte[], byte[]> record, Lane lane,
            MalformedRecordException cause) implements Delivery {

        /** It may have no id of its own; its place in the topic is one, and the same when it is delivered again. */
        @Override
        public UUID inboxId() {
            String place = record.topic() + '/' + record.partition() + '/' + record.offset() + '/' + record.timestamp();
            return UUID.nameUUIDFromBytes(place.getBytes(UTF_8));
        }
    }

    /**
     * What Kafka keeps in order and a subscription handles in order: a key of a partition. The same key on another topic, or
     * in another partition, is another lane.
     *
     * @param key null if the record waits for no other, and no other for it: then the offset tells it from others
     */
    record Lane(String topic, int partition, @Nullable ByteBuffer key, long offset) {

        private static final long WHATEVER = -1;

        /** @param ordered whether the subscription wants the order of a key to be kept */
        static Lane of(ConsumerRecord<byte[], byte[]> record, boolean ordered) {
            return ordered && record.key() != null
                    ? new Lane(record.topic(), record.partition(), ByteBuffer.wrap(record.key()), WHATEVER)
                    : new Lane(record.topic(), record.partition(), null, record.offset());
        }

        /** A name that is the same wherever and whenever it is asked for. */
        UUID id() {
            byte[] place = (topic + '/' + partition + '/' + offset + '/').getBytes(UTF_8);
            if (key == null) {
                return UUID.nameUUIDFromBytes(place);
            }
            var name = ByteBuffer.allocate(place.length + key.remaining()).put(place).put(key.duplicate());
            return UUID.nameUUIDFromBytes(name.array());
        }
    }
}
