package dev.ordersaga.outbox.messaging;

import java.util.Optional;
import java.util.stream.Collectors;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.outbox.Subscription.Route;
import dev.ordersaga.outbox.messaging.Delivery.Lane;
import jakarta.validation.Validator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Turns records into deliveries: envelope, JSON, Bean Validation. Touches neither database nor broker. Thread-safe. */
final class RecordReader {

    private final Subscription subscription;
    private final JsonMapper json;
    private final Validator validator;

    RecordReader(Subscription subscription, JsonMapper json, Validator validator) {
        this.subscription = subscription;
        this.json = json;
        this.validator = validator;
    }

    /** Nothing for a record of a type that the subscription does not name. */
    Optional<Delivery> read(ConsumerRecord<byte[], byte[]> record) {
        var type = Envelope.type(record);
        if (type.isPresent()) {
            return subscription.route(record.topic(), type.get()).map(route -> read(record, route));
        }
        return Optional.of(new Delivery.Malformed(record, lane(record),
                new MalformedRecordException("header ce_type is missing or no text", null)));
    }

    private <T> Delivery read(ConsumerRecord<byte[], byte[]> record, Route<T> route) {
        try {
            return HandlerErrors.asExceptions(() -> message(record, route));
        } catch (MalformedRecordException e) {
            return new Delivery.Malformed(record, lane(record), e);
        } catch (RuntimeException e) { // a validator's own, for example
            return new Delivery.Malformed(record, lane(record),
                    new MalformedRecordException("it cannot be read", e));
        }
    }

    private <T> Delivery message(ConsumerRecord<byte[], byte[]> record, Route<T> route) {
        var envelope = Envelope.of(record);
        var message = new IncomingMessage<>(envelope.id(), record.topic(), key(record), envelope.sequence(),
                envelope.type(), envelope.source(), envelope.time(), envelope.correlationId(),
                payload(record, route.payloadType()));
        return new Delivery.Message<>(record, lane(record), message, route.handler(), envelope.traceparent());
    }

    private Lane lane(ConsumerRecord<byte[], byte[]> record) {
        return Lane.of(record, subscription.keepsOrder());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null
                ? ""
                : Envelope.text(record.key())
                        .orElseThrow(() -> new MalformedRecordException("the key is no text", null));
    }

    private <T> T payload(ConsumerRecord<byte[], byte[]> record, Class<T> payloadType) {
        if (record.value() == null) {
            throw new MalformedRecordException("there is no payload", null);
        }
        T payload;
        try {
            payload = json.readValue(record.value(), payloadType);
        } catch (JacksonException | IllegalArgumentException e) { // a record's own constructor may refuse, too
            throw new MalformedRecordException("the payload is no " + payloadType.getSimpleName(), e);
        }
        if (payload == null) {
            throw new MalformedRecordException("the payload is null", null);
        }
        var violations = validator.validate(payload);
        if (!violations.isEmpty()) {
            throw new MalformedRecordException("the payload is no valid " + payloadType.getSimpleName() + ": "
                    + violations.stream()
                            .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                            .sorted()
                            .collect(Collectors.joining(", ")), null);
        }
        return payload;
    }
}
