package dev.ordersaga.benchmarks.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void onlyWhatStandsInThatPlaceChanges() {
        var page = "# Before\n" + place("one", "old") + "between\n" + place("other", "old") + "after\n";

        assertThat(Page.with(page, "other", "new\n\n"))
                .isEqualTo("# Before\n" + place("one", "old") + "between\n" + place("other", "new") + "after\n");
    }

    private static String place(String name, String text) {
        return Page.begin(name) + "\n" + text + "\n" + Page.end(name) + "\n";
    }

    @Test
    void aPageWithoutThatPlaceIsLeftAlone() {
        var page = place("one", "old");

        assertThatIllegalArgumentException().isThrownBy(() -> Page.with(page, "other", "new"))
                .withMessageContaining(Page.begin("other"));
    }
}
