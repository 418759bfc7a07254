package dev.ordersaga.benchmarks.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void onlyThePartBetweenTheMarkersChanges() {
        var page = "# Before\n" + Page.BEGIN + "\nold\n" + Page.END + "\nafter\n";

        assertThat(Page.with(page, "new\n\n"))
                .isEqualTo("# Before\n" + Page.BEGIN + "\nnew\n" + Page.END + "\nafter\n");
    }

    @Test
    void aPageWithoutMarkersIsLeftAlone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Page.with("# Nothing", "new"));
    }
}
