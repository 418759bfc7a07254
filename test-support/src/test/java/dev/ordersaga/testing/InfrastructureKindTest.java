package dev.ordersaga.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.testing.InfrastructureKind.Choice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfrastructureKindTest {

    @Test
    void itIsContainersWhereADockerDaemonAnswersAndTheEmbeddedPartsElsewhere() {
        assertThat(withDocker(null)).hasToString(
                "containers (Docker 28.0 answers; -Dinfrastructure=embedded does without)");
        assertThat(withoutDocker(null)).hasToString("embedded (no Docker daemon answers)");
    }

    @Test
    void itIsWhatIsForced() {
        assertThat(withDocker("containers")).hasToString("containers (forced by -Dinfrastructure, on Docker 28.0)");
        assertThat(withoutDocker("embedded")).hasToString("embedded (forced by -Dinfrastructure)");
    }

    @Test
    void dockerIsNotLookedForWhereTheEmbeddedPartsAreForced() {
        assertThat(Choice.of("embedded", () -> {
            throw new AssertionError("looked for");
        }).kind()).isEqualTo(InfrastructureKind.EMBEDDED);
    }

    @Test
    void containersThatAreForcedAndCannotBeHadAreAnError() {
        assertThatThrownBy(() -> withoutDocker("containers")).hasMessageContaining("no Docker daemon answers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docker", "Embedded", "embedded "})
    void anythingElseIsAnErrorThatNamesTheTwo(String forced) {
        assertThatThrownBy(() -> withDocker(forced)).hasMessageContainingAll("=" + forced + ":", "embedded",
                "containers");
    }

    private static Choice withDocker(@Nullable String forced) {
        return Choice.of(forced, () -> new Docker.Usable("28.0"));
    }

    private static Choice withoutDocker(@Nullable String forced) {
        return Choice.of(forced, () -> new Docker.Unusable("no Docker daemon answers"));
    }
}
