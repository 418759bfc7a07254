package dev.ordersaga.benchmarks.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

import dev.ordersaga.benchmarks.messages.Messages;

/** The limit: no database, the records made beforehand but for their numbers, sent as fast as they are taken. */
final class PlainProducer {

    private static final int POOL = 20_000;

    private PlainProducer() {}

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Template(byte[] key, byte[] payload, List<Header> headers) {}

    static void main(String[] arguments) throws Exception {
        var sending = new Sending();
        var single = Sending.atOnce();
        var pool = new Template[POOL];
        var records = new Records();
        for (var number = 0; number < POOL; number++) {
            var message = Messages.message(number);
            pool[number] = new Template(message.key().getBytes(UTF_8), message.payload(), records.headers(
                    message.id().toString(), message.type(), message.headers(), Instant.EPOCH.toString()));
        }
        Line.serve(arguments[0], (from, to) -> {
            for (var number = from; number < to; number++) {
                sending.send(record(pool, number));
            }
            sending.flush();
        }, () -> number -> single.send(record(pool, number)));
    }

    private static ProducerRecord<byte[], byte[]> record(Template[] pool, long number) {
        var template = pool[(int) (number % POOL)];
        return new ProducerRecord<>(Surroundings.TOPIC, null, template.key(),
                Messages.renumbered(template.payload(), number), template.headers());
    }
}
