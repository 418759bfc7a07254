package dev.ordersaga.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void givesEachPortOnce() {
        var ports = Stream.generate(Ports::free).limit(100).toList();
        assertThat(ports).doesNotHaveDuplicates().allMatch(Ports::isFree).allMatch(port -> port < 32_768);
    }

    @Test
    void anotherProcessIsNotGivenTheSamePort() {
        var given = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
        assertThatThrownBy(() -> new DatagramSocket(given).close()).as("what another process does first")
                .isInstanceOf(BindException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void aPortWithAListenerIsTaken(String address) throws IOException {
        try (var listener = new ServerSocket()) {
            listener.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            assertThat(Ports.isFree(listener.getLocalPort())).isFalse();
        }
    }

    @Test
    void aWantedPortIsKept() {
        assertThat(Ports.orFree(8081)).isEqualTo(8081);
        assertThat(Ports.orFree(0)).isPositive();
    }
}
