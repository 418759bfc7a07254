package dev.ordersaga.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ordersaga.local.client.Accounts;
import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.UnexpectedAnswerException;

class WaitingTest {

    static final Duration PAUSE = Duration.ofMillis(1);
    static final Duration LONG = Duration.ofMinutes(1);

    final Queue<Integer> answers = new ArrayDeque<>();
    HttpServer server;
    Accounts accounts;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(answers.remove(), 0);
                exchange.getResponseBody().write("""
                        {"customerId":"alice","balance":{"amount":"1.00","currency":"EUR"}}""".getBytes(UTF_8));
            }
        });
        server.start();
        accounts = new Accounts(() -> List.of(URI.create("http://localhost:" + server.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whoIsToldToComeAgainDoesUntilThereIsAnAnswer() {
        answers.addAll(List.of(503, 503, 200));
        assertThat(Waiting.insist(() -> accounts.of("alice"), PAUSE, LONG).balance()).isEqualTo(Money.euros("1.00"));
        assertThat(answers).isEmpty();
    }

    @Test
    void anyOtherRefusalIsFinal() {
        answers.addAll(List.of(503, 409, 200));
        assertThatThrownBy(() -> Waiting.insist(() -> accounts.of("alice"), PAUSE, LONG))
                .isInstanceOfSatisfying(UnexpectedAnswerException.class, e -> assertThat(e.status()).isEqualTo(409));
    }

    @Test
    void patienceEnds() {
        answers.addAll(List.of(503, 503));
        assertThatThrownBy(() -> Waiting.insist(() -> accounts.of("alice"), PAUSE, Duration.ofNanos(-1)))
                .hasMessageContaining("503");
        assertThat(answers).hasSize(1);
    }
}
