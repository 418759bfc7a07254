package dev.ordersaga.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ordersaga.local.audit.PublicationCheck.Row;

class PublicationCheckTest {

    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final UUID LATER = new UUID(0, 3);

    private static final Instant MADE = Instant.parse("2026-01-01T12:00:00Z");

    private final PublicationCheck check = new PublicationCheck();

    @BeforeEach
    void twoRowsAreCommitted() {
        check.committed(FIRST, "/order-service", 11);
        check.committed(SECOND, "/order-service", 22);
    }

    @Test
    void everyRowIsPublishedOnce() {
        assertThat(check.published(published(FIRST, 11))).isTrue();
        assertThat(check.unpublished()).isEqualTo(1);
        assertThat(check.published(published(SECOND, 22))).isTrue();
        assertThat(check.unpublished()).isZero();
        assertThat(check.finding().violations()).isEmpty();
        assertThat(check.finding().figures())
                .isEqualTo("2 outbox rows, 2 of them published on 1 topics; 0 records since");
    }

    @Test
    void aRowThatIsOnNoTopicIsAViolation() {
        check.published(published(FIRST, 11));
        assertThat(check.finding().violations()).containsExactly("row " + SECOND + " is on no topic");
    }

    @Test
    void aRowThatIsPublishedTwiceIsAViolation() {
        bothPublished();
        assertThat(check.published(published(FIRST, 11))).isFalse();
        assertThat(check.unknown()).containsExactly(FIRST);
        check.resolve(Map.of(FIRST, Row.IN_SNAPSHOT));
        assertThat(check.finding().violations()).containsExactly("order-events-0@7 repeats row " + FIRST);
    }

    @Test
    void aRecordThatDiffersFromItsRowIsAViolation() {
        check.published(published(FIRST, 11));
        check.published(published(SECOND, 23));
        assertThat(check.finding().violations()).containsExactly("order-events-0@7 differs from its row " + SECOND);
    }

    @Test
    void aRowCommittedSinceTheSnapshotIsNoViolationUnlessItIsPublishedTwice() {
        bothPublished();
        check.published(published(LATER, 33));
        check.resolve(Map.of(LATER, Row.COMMITTED_SINCE));
        assertThat(check.finding().violations()).isEmpty();
        check.published(published(LATER, 33));
        check.resolve(Map.of(LATER, Row.COMMITTED_SINCE));
        assertThat(check.finding().violations()).containsExactly("order-events-0@7 repeats row " + LATER);
    }

    @Test
    void aRecordOfOursThatNoOutboxKnowsIsAViolation() {
        bothPublished();
        check.published(published(LATER, 33));
        check.resolve(Map.of());
        assertThat(check.finding().violations()).containsExactly(
                "order-events-0@7 claims to be of /order-service, but no outbox has its id " + LATER);
    }

    @Test
    void aRecordWhoseRowHasLeftIsNoViolationUnlessItIsThereTwice() {
        bothPublished();
        check.dropped("/order-service", MADE);
        check.published(published(LATER, 33));
        assertThat(check.resolve(Map.of())).hasSize(1);
        assertThat(check.finding().violations()).isEmpty();
        assertThat(check.finding().figures()).endsWith("; 1 records of rows that have left");
        check.published(published(LATER, 33));
        check.resolve(Map.of());
        assertThat(check.finding().violations()).containsExactly(
                "order-events-0@7 repeats row " + LATER + ", which has left");
    }

    @Test
    void aRecordWithoutARowThatIsYoungerThanAllThatHasLeftIsAViolation() {
        bothPublished();
        check.dropped("/order-service", MADE.minusMillis(1));
        check.dropped("/payment-service", MADE.plusSeconds(60));
        check.published(published(LATER, 33));
        assertThat(check.resolve(Map.of())).isEmpty();
        assertThat(check.finding().holds()).isFalse();
    }

    @Test
    void anOutboxThatLostAllItsRowsIsFoundOut() {
        var empty = new PublicationCheck();
        empty.published(published(FIRST, 11));
        empty.resolve(Map.of());
        assertThat(empty.finding().holds()).isFalse();
    }

    @Test
    void aRecordOfOtherOriginIsCountedAndNamed() {
        bothPublished();
        check.published(published(null, "nobody"));
        check.published(published(LATER, "/test"));
        check.resolve(Map.of());
        assertThat(check.finding().violations()).isEmpty();
        assertThat(check.finding().figures())
                .endsWith("2 records of other origin: {order-events from /test=1, order-events from nobody=1}");
    }

    @Test
    void aCopyOfOursUnderAnotherNameIsOfOtherOriginEvenIfItCarriesOurId() {
        check.published(published(FIRST, "/test"));
        assertThat(check.unpublished()).isEqualTo(2);
        bothPublished();
        check.published(published(SECOND, "/test"));
        check.resolve(Map.of(FIRST, Row.IN_SNAPSHOT, SECOND, Row.IN_SNAPSHOT));
        assertThat(check.finding().violations()).isEmpty();
        assertThat(check.finding().figures()).endsWith("2 records of other origin: {order-events from /test=2}");
    }

    private void bothPublished() {
        check.published(published(FIRST, 11));
        check.published(published(SECOND, 22));
    }

    private static PublishedRecord published(UUID id, long fingerprint) {
        return new PublishedRecord("order-events", 0, 7, id, "/order-service", "key", 1, fingerprint, MADE);
    }

    private static PublishedRecord published(@Nullable UUID id, String source) {
        return new PublishedRecord("order-events", 0, 7, id, source, "key", 1, 0, MADE);
    }
}
