package dev.ordersaga.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class JvmFlagsTest {

    private static final List<String> USUAL = List.of("-Xmx256m", "-XX:+UseSerialGC");

    @Test
    void aQuickStartDoesWithoutTheSecondCompiler() {
        assertThat(JvmFlags.QUICK.of("kafka", USUAL)).containsExactly("-Xmx256m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1");
        assertThat(new JvmFlags(true, Map.of()).of("kafka", USUAL)).isEqualTo(USUAL);
    }

    @Test
    void thoseOfAPartComeLastSoThatTheyWin() {
        var flags = new JvmFlags(true, Map.of("kafka", " -Xmx1g  -Xss512k ", JvmFlags.ALL, "-Xmx300m"));

        assertThat(flags.of("kafka", USUAL)).containsExactly("-Xmx256m", "-XX:+UseSerialGC", "-Xmx300m", "-Xmx1g",
                "-Xss512k");
        assertThat(flags.of("outbox-relay", USUAL)).containsExactly("-Xmx256m", "-XX:+UseSerialGC", "-Xmx300m");
    }

    @Test
    void aJvmHasOneCollector() {
        var flags = new JvmFlags(true, Map.of("kafka", "-XX:+UseG1GC"));

        assertThat(flags.of("kafka", USUAL)).containsExactly("-Xmx256m", "-XX:+UseG1GC");
    }
}
