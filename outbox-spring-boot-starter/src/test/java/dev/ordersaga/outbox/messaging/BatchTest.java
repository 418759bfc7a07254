package dev.ordersaga.outbox.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.messaging.Delivery.Lane;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deliveries are written {@code key:number}, or {@code key?number} if they cannot be read. */
class BatchTest {

    @Test
    void whatIsInALaneThatIsHeldWaitsWhetherItCanBeReadOrNot() {
        var deliveries = deliveries(true, "a:1", "b:1", "a?2", "b:2");
        var batch = Batch.of(deliveries, Set.of(deliveries.getFirst().lane()));

        assertThat(names(batch.messages())).containsExactly("b:1", "b:2");
        assertThat(batch.malformed()).isEmpty();
        assertThat(names(batch.waiting())).containsExactly("a:1", "a?2");
    }

    @Test
    void whatComesAfterARecordThatCannotBeReadWaitsForIt() {
        var batch = Batch.of(deliveries(true, "a:1", "a?2", "b:1", "a:3", "a?4"), Set.of());

        assertThat(names(batch.messages())).containsExactly("a:1", "b:1");
        assertThat(names(batch.malformed())).containsExactly("a?2");
        assertThat(names(batch.waiting())).containsExactly("a:3", "a?4");
    }

    @Test
    void nothingWaitsWhereEveryOrderWillDo() {
        var batch = Batch.of(deliveries(false, "a?1", "a:2", "a?3"), Set.of());

        assertThat(names(batch.messages())).containsExactly("a:2");
        assertThat(names(batch.malformed())).containsExactly("a?1", "a?3");
        assertThat(batch.waiting()).isEmpty();
    }

    @Test
    void aRecordWithoutAKeyIsInALaneOfItsOwnAndAnEmptyKeyIsAKey() {
        assertThat(Lane.of(record("topic", 0, 1, null), true)).isNotEqualTo(Lane.of(record("topic", 0, 2, null), true));
        assertThat(Lane.of(record("topic", 0, 1, ""), true)).isEqualTo(Lane.of(record("topic", 0, 2, ""), true));
    }

    @Test
    void lanesHaveNamesOfTheirOwn() {
        var lanes = List.of(Lane.of(record("topic", 0, 1, "a"), true), Lane.of(record("topic", 0, 1, "b"), true),
                Lane.of(record("topic", 1, 1, "a"), true), Lane.of(record("topi", 0, 1, "ca"), true),
                Lane.of(record("topic", 0, 1, null), true), Lane.of(record("topic", 0, 2, null), true),
                Lane.of(record("topic", 0, 1, ""), true));

        assertThat(lanes.stream().map(Lane::id)).doesNotHaveDuplicates();
        assertThat(Lane.of(record("topic", 0, 7, "a"), true).id()).isEqualTo(lanes.getFirst().id());
    }

    private static List<Delivery> deliveries(boolean ordered, String... names) {
        return Arrays.stream(names).map(name -> delivery(ordered, name)).toList();
    }

    private static Delivery delivery(boolean ordered, String name) {
        var record = record("topic", 0, name.charAt(2), name.substring(0, 1));
        var lane = Lane.of(record, ordered);
        if (name.charAt(1) == '?') {
            return new Delivery.Malformed(record, lane, new MalformedRecordException("of no interest", null));
        }
        var message = IncomingMessage.of(UUID.randomUUID(), "topic", name.substring(0, 1), Instant.EPOCH, name);
        return new Delivery.Message<>(record, lane, message, _ -> {}, Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, int partition, long offset,
            @Nullable String key) {
        return new ConsumerRecord<>(topic, partition, offset, key == null ? null : key.getBytes(UTF_8), null);
    }

    private static List<String> names(List<? extends Delivery> deliveries) {
        return deliveries.stream().map(delivery -> new String(delivery.record().key(), UTF_8)
                + (delivery instanceof Delivery.Malformed ? "?" : ":") + (char) delivery.record().offset()).toList();
    }
}
