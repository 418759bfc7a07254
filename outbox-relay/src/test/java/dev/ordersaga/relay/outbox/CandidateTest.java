package dev.ordersaga.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the name of a session tells of the instance it belongs to. */
class CandidateTest {

    private final Candidate candidate = new Candidate("outbox-relay-7d9c6f5b8-x2x4v:8084", "3f2a9", 1, 3);

    @Test
    void isReadableToAPersonToo() {
        assertThat(candidate.sessionName("outbox-relay-shop"))
                .isEqualTo("outbox-relay-shop@outbox-relay-7d9c6f5b8-x2x4v:8084~3f2a9#1/3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay-shop",
            "relay-a source of a name that is longer than all that PostgreSQL keeps of it",
            "relay-Größe", "relay-someone@somewhere~x#1/2"})
    void fitsWhateverTheSourceIsCalled(String lock) {
        var longest = new Candidate("x".repeat(Candidate.LONGEST_INSTANCE), "zzzzz", 9998, 9999);
        assertThat(longest.sessionName(lock)).hasSizeLessThanOrEqualTo(63).matches("[ -~]*");
        assertThat(Candidate.ofSession(longest.sessionName(lock))).isEqualTo(longest);
        assertThat(Candidate.ofSession(candidate.sessionName(lock))).isEqualTo(candidate);
    }

    @Test
    void ofARelayOfAnotherVersionOnlyTheNameIsKnown() {
        assertThat(Candidate.ofSession("outbox-relay-shop")).satisfies(other -> {
            assertThat(other.instance()).isEqualTo("outbox-relay-shop");
            assertThat(other.takesPart()).isFalse();
        });
    }
}
