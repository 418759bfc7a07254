package dev.ordersaga.outbox.messaging;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.BatchMessageListener;

class PacedListenerTest {

    private static final int FULL = 500;

    @Test
    void restsForAsLongAsTheBatchTook() {
        assertThat(paced(ofMillis(30)).rest(ofMillis(4), 12)).isEqualTo(ofMillis(4));
    }

    @Test
    void restsForNoLongerThanItMay() {
        assertThat(paced(ofMillis(30)).rest(ofMillis(400), 12)).isEqualTo(ofMillis(30));
    }

    @Test
    void goesOnAtOnceAfterAFullBatch() {
        assertThat(paced(ofMillis(30)).rest(ofMillis(4), FULL)).isZero();
    }

    @Test
    void doesNotRestWhenItIsNotTo() {
        assertThat(paced(ZERO).rest(ofMillis(4), 12)).isZero();
    }

    @Test
    void whatTheBatchFailsWithIsTheContainers() {
        var listener = new PacedListener(_ -> {
            throw new IllegalStateException("the database is away");
        }, ofMillis(30), FULL);

        assertThatIllegalStateException().isThrownBy(() -> listener.onMessage(List.of()));
    }

    private static PacedListener paced(Duration longest) {
        BatchMessageListener<byte[], byte[]> nothing = (List<ConsumerRecord<byte[], byte[]>> _) -> {};
        return new PacedListener(nothing, longest, FULL);
    }
}
