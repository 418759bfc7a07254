package dev.ordersaga.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.infrastructure.KafkaBroker;
import dev.ordersaga.local.process.Ports;

class LinkTest {

    private ServerSocket echo;
    private Link link;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            while (!echo.isClosed()) {
                try {
                    var client = echo.accept();
                    Thread.startVirtualThread(() -> echo(client));
                } catch (IOException e) {
                    return;
                }
            }
        });
        link = Link.open(Ports.free(), echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        echo.close();
    }

    @Test
    void passesOnWhatIsSentAndWhatIsAnswered() throws IOException {
        try (var client = client()) {
            assertThat(answer(client, 42)).isEqualTo(42);
        }
    }

    @Test
    void whenItIsCutConnectionsEndAndNewOnesAreRefusedUntilItIsRestored() throws IOException {
        try (var client = client()) {
            assertThat(answer(client, 1)).isEqualTo(1);
            link.cut();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
        }
        link.restore();
        try (var client = client()) {
            assertThat(answer(client, 2)).isEqualTo(2);
        }
    }

    @Test
    void whenItIsHushedNothingPassesAndWhatWasHeldBackPassesWhenItIsRestored() throws IOException {
        try (var client = client()) {
            assertThat(answer(client, 1)).isEqualTo(1);
            link.hush();
            client.setSoTimeout(200);
            assertThatThrownBy(() -> answer(client, 2)).isInstanceOf(SocketTimeoutException.class);
            link.restore();
            client.setSoTimeout(5_000);
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    /** A broker tells its clients where to go on: it must send them to the link, not past it. */
    @Test
    void clientsOfABrokerStayOnTheirLink(@TempDir Path folder) throws Exception {
        var listening = Ports.free();
        try (var way = Link.open(Ports.free(), listening);
                var broker = KafkaBroker.withWays(folder.resolve("kafka"), 0, folder.resolve("kafka.log"), Map.of(
                        listening, way.port()))) {
            broker.server().start();
            try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + way.port(),
                    "default.api.timeout.ms", 2_000, "request.timeout.ms", 1_000))) {
                assertThat(admin.describeCluster().nodes().get(20, TimeUnit.SECONDS)).extracting(Node::port)
                        .containsExactly(way.port());
                way.cut();
                assertThatThrownBy(() -> admin.describeCluster().nodes().get()).isInstanceOf(ExecutionException.class);
            }
        }
    }

    private Socket client() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), link.port());
    }

    private static int answer(Socket client, int question) throws IOException {
        client.getOutputStream().write(question);
        return client.getInputStream().read();
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // the client has gone
        }
    }
}
