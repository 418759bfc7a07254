package dev.ordersaga.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final String ORDERS = "/order-service";

    private final Tally tally = new Tally();
    private final String key = UUID.randomUUID().toString();
    private long offset;

    @Test
    void ascendingNumbersOverAllTopicsOfASenderAreAsTheyShouldBe() {
        sent(ORDERS, "order-events", 1);
        sent(ORDERS, "payment-commands", 2);
        sent("/payment-service", "payment-events", 1);
        sent(ORDERS, "inventory-commands", 3);
        sent(ORDERS, "order-events", 4);
        assertThat(tally.sums()).isEqualTo(new Tally.Sums(5, 0, 0, 0, 0, 0, List.of()));
    }

    @Test
    void aNumberThatComesAgainIsADuplicate() {
        sent(ORDERS, "order-events", 1);
        sent(ORDERS, "order-events", 1);
        assertThat(tally.sums().duplicates()).isEqualTo(1);
        assertThat(tally.sums().wrong()).containsExactly(
                "order-events-3@1 repeats number 1 of /order-service about " + key);
    }

    @Test
    void aNumberThatComesAfterAHigherOneOfItsTopicIsOutOfOrder() {
        sent(ORDERS, "order-events", 2);
        sent(ORDERS, "order-events", 1);
        assertThat(tally.sums().inversions()).isEqualTo(1);
        assertThat(tally.sums().gaps()).isZero();
    }

    @Test
    void aNumberThatNeverComesIsAGap() {
        sent(ORDERS, "order-events", 1);
        sent(ORDERS, "order-events", 3);
        assertThat(tally.sums().gaps()).isEqualTo(1);
        assertThat(tally.sums().wrong()).containsExactly("a message of /order-service about " + key + " is missing");
        sent(ORDERS, "payment-commands", 2);
        assertThat(tally.sums().gaps()).isZero();
    }

    @Test
    void aRecordWithoutANumberIsWrong() {
        sent(ORDERS, "order-events", 0);
        assertThat(tally.sums().wrong()).containsExactly("order-events-3@0 has no number");
    }

    @Test
    void whatWasWrittenByHandAndDeadLettersAreCountedBesideTheRest() {
        sent(Stranger.SOURCE, "order-events", 1);
        sent("/payment-service", "order-events.dlt", 0);
        sent("/inventory-service", "order-events.dlt", 0);
        assertThat(tally.sums()).isEqualTo(new Tally.Sums(0, 1, 0, 0, 0, 2, List.of()));
        assertThat(tally.deadLetters()).isEqualTo(Map.of(key, 2));
    }

    @Test
    void knowsWhereEachPartitionEnds() {
        sent(ORDERS, "order-events", 1);
        sent(ORDERS, "order-events", 2);
        assertThat(tally.ends()).isEqualTo(Map.of(new TopicPartition("order-events", 3), 2L));
    }

    private void sent(String source, String topic, int number) {
        var sent = new ConsumerRecord<>(topic, 3, offset++, key.getBytes(UTF_8), new byte[0]);
        sent.headers().add("ce_sequence", Integer.toString(number).getBytes(UTF_8));
        tally.add(sent, source);
    }
}
