package dev.ordersaga.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.Test;

class SequenceCheckTest {

    private final SequenceCheck check = new SequenceCheck();

    @Test
    void aSendersCountGoesOnOverAllTopics() {
        publish("order-events", "/order-service", 1);
        publish("order-events", "/order-service", 4);
        publish("payment-commands", "/order-service", 2);
        publish("inventory-commands", "/order-service", 3);
        publish("payment-events", "/payment-service", 1);
        assertThat(check.finding().violations()).isEmpty();
        assertThat(check.finding().figures()).isEqualTo("5 records of 2 keys and senders, ascending and gapless");
    }

    @Test
    void aNumberThatIsLeftOutIsAViolation() {
        publish("order-events", "/order-service", 1);
        publish("order-events", "/order-service", 3);
        assertThat(check.finding().violations()).containsExactly("/order-service's number 2 of key key is missing");
    }

    @Test
    void anInversionOnATopicIsAViolation() {
        publish("order-events", "/order-service", 2);
        publish("order-events", "/order-service", 1);
        assertThat(check.finding().violations()).containsExactly(
                "order-events-0@1: /order-service's number 1 of key key comes after its number 2");
    }

    @Test
    void aNumberThatIsUsedTwiceIsAViolation() {
        publish("order-events", "/order-service", 1);
        publish("order-events", "/order-service", 1);
        assertThat(check.finding().holds()).isFalse();
    }

    @Test
    void aMessageWithoutANumberIsAViolation() {
        publish("order-events", "/order-service", 0);
        assertThat(check.finding().violations()).containsExactly("order-events-0@0 has no sequence");
    }

    @Test
    void deadLettersAreNotCounted() {
        publish("order-events.dlt", "/payment-service", 0);
        assertThat(check.finding().holds()).isTrue();
    }

    private void publish(String topic, String source, long sequence) {
        check.add(new PublishedRecord(topic, 0, sequence, new UUID(0, sequence), source, "key", sequence, 0, null));
    }
}
