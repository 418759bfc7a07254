package dev.ordersaga.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.ordersaga.local.Endpoints;
import picocli.CommandLine;

class StackOptionsTest {

    @Test
    void thePortsAreThoseOfTheReadme() {
        assertThat(parse().endpoints()).isEqualTo(Endpoints.local(8081, 8082, 8083, 8084, 15432, 19092));
    }

    @Test
    void anOffsetMovesAllPorts() {
        assertThat(parse("--port-offset", "1000", "--order-port", "1").endpoints())
                .isEqualTo(Endpoints.local(1001, 9082, 9083, 9084, 16432, 20092));
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThatThrownBy(() -> parse("--port-offset", "60000").ports()).isInstanceOf(StackException.class)
                .hasMessage("--postgres-port: 75432 is no port");
    }

    @Test
    void eachTakenPortIsNamedWithThePartThatWantsItAndTheOptionThatChangesIt() throws IOException {
        try (var one = listener(); var two = listener()) {
            var ports = parse("--payment-port", String.valueOf(one.getLocalPort()),
                    "--kafka-port", String.valueOf(two.getLocalPort()), "--order-port", "0", "--inventory-port", "0",
                    "--relay-port", "0", "--postgres-port", "0").ports();
            assertThatThrownBy(ports::requireFree).isInstanceOf(StackException.class)
                    .hasMessageContaining(
                            "Port %d, which payment-service wants, is taken: choose another with --payment-port PORT"
                                    .formatted(one.getLocalPort()))
                    .hasMessageContaining("Port %d, which kafka wants, is taken: choose another with --kafka-port PORT"
                            .formatted(two.getLocalPort()))
                    .hasMessageContaining("--port-offset N").hasMessageContaining("demo --attach");
        }
    }

    @Test
    void forTestsAnyPortsAreTaken() {
        var ports = StackOptions.anyPorts(Path.of("data")).ports();
        ports.requireFree();
        assertThat(ports.resolved().byPart().values()).doesNotHaveDuplicates().doesNotContain(0);
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    private static StackOptions parse(String... arguments) {
        return CommandLine.populateCommand(new StackOptions(), arguments);
    }
}
