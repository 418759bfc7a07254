package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.relay.outbox.Candidate;
import org.junit.jupiter.api.Test;

/** What an instance is called if nobody gives it a name. */
class InstanceTest {

    @Test
    void itsHostAndItsPort() {
        assertThat(Instance.on(8084).name()).matches("[\\w.-]+:8084")
                .hasSizeLessThanOrEqualTo(Candidate.LONGEST_INSTANCE);
    }

    @Test
    void itsHostAndItsProcessIfItHasNoPortOfItsOwn() {
        assertThat(Instance.on(0).name()).endsWith("-" + ProcessHandle.current().pid());
    }

    @Test
    void twoOfOneNameAreStillTwo() {
        assertThat(Instance.named("relay").run()).isNotEqualTo(Instance.named("relay").run());
    }
}
