package dev.ordersaga.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.infrastructure.BrokerProgram;
import dev.ordersaga.local.stack.PackagedProgram;
import dev.ordersaga.local.stack.Parts;

/** Nobody would notice but by the seconds: a program whose training run fails starts without its cache. */
class QuickStartTest {

    static final List<String> PROGRAMS = Parts.PROGRAMS;

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @ParameterizedTest
    @FieldSource("PROGRAMS")
    void aProgramHasAnAotCacheThatItsJvmCanUse(String program) throws IOException, InterruptedException {
        var packaged = PackagedProgram.cached(Checkout.current().program(program));
        var log = Path.of("target", "quick-start.log");
        assertThat(packaged.prepare(log)).isEmpty();
        var command = packaged.command(List.of("-XX:AOTMode=on"), log);
        requireUsable(command.stream().map(argument -> argument.equals("-jar") ? "-cp" : argument).toList());
    }

    @Test
    void theBrokerHasAnAotCacheThatItsJvmCanUse() throws IOException, InterruptedException {
        assertThat(BrokerProgram.prepare()).isEmpty();
        var command = new ArrayList<>(List.of(JAVA, "-XX:AOTMode=on"));
        command.addAll(BrokerProgram.arguments());
        command.removeLast(); // the main class
        requireUsable(command);
    }

    /** By a JVM that ends with an error if it cannot, and that says what it is instead of beginning with the program. */
    private static void requireUsable(List<String> command) throws IOException, InterruptedException {
        assertThat(command).anyMatch(argument -> argument.startsWith("-XX:AOTCache="));
        var jvm = new ProcessBuilder(Stream.concat(command.stream(), Stream.of("-version")).toList())
                .redirectErrorStream(true).start();
        var output = new String(jvm.getInputStream().readAllBytes(), UTF_8);
        assertThat(jvm.waitFor()).as(output).isZero();
    }
}
