package dev.ordersaga.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.ordersaga.local.Endpoints;

/** {@code saga} as somebody calls it at a shell, pointed at a running system. */
record SagaCommand(int exitCode, String output) {

    private static final int BOUND_SECONDS = 120;

    static SagaCommand run(RunningSystem system, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8", "-cp", System.getProperty("java.class.path"),
                "dev.ordersaga.local.Saga"));
        command.addAll(List.of(arguments));
        command.addAll(addresses(system.endpoints()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(BOUND_SECONDS, SECONDS)).as("ends").isTrue();
        return new SagaCommand(process.exitValue(), output);
    }

    private static List<String> addresses(Endpoints endpoints) {
        return List.of("--orders-url=" + joined(endpoints.orders()), "--payments-url=" + joined(endpoints.payments()),
                "--inventory-url=" + joined(endpoints.inventory()));
    }

    private static String joined(List<URI> instances) {
        return instances.stream().map(URI::toString).collect(Collectors.joining(","));
    }

    SagaCommand endsWith(int expected) {
        assertThat(exitCode).as(output).isEqualTo(expected);
        return this;
    }
}
