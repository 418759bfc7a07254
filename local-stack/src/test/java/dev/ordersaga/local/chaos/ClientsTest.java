package dev.ordersaga.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.Order;
import dev.ordersaga.local.client.UnexpectedAnswerException;
import dev.ordersaga.local.stack.Parts;

/** A server that answers as it is told, and loses answers. */
class ClientsTest {

    private static final int NONE = 0;
    private static final UUID ORDER = UUID.randomUUID();
    private static final String PLACED = """
            {"id":"%s","customerId":"alice","status":"PENDING","lines":[],
             "total":{"amount":"1.00","currency":"EUR"},"placedAt":"2026-01-01T00:00:00Z"}""".formatted(ORDER);
    private static final String ACCOUNT = """
            {"customerId":"alice","balance":{"amount":"1.00","currency":"EUR"}}""";

    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final Ledger ledger = new Ledger();
    private final Insistence insistence = new Insistence(Duration.ofSeconds(1));
    private HttpServer server;
    private Clients clients;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        var uri = URI.create("http://localhost:" + server.getAddress().getPort());
        clients = new Clients(new Instances(Map.of(Parts.ORDER_SERVICE, uri, Parts.PAYMENT_SERVICE, uri)), insistence,
                ledger);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRequestThatIsNotAnsweredIsRepeatedWithItsKeyAndIsOneInTheLedger() {
        answers.addAll(List.of(503, NONE, 202));
        assertThat(clients.place("alice", List.of(new Order.Line("beans", 1)))).isEqualTo(ORDER);
        assertThat(keys).hasSize(3).containsOnly(keys.getFirst());
        assertThat(ledger.orders()).containsExactly(ORDER);
        assertThat(insistence.repetitions()).isEqualTo(2);
        assertThat(ledger.surprises()).isEmpty();
    }

    @Test
    void depositsAreCountedWhenTheyAreAcknowledged() {
        answers.addAll(List.of(NONE, 200, 201));
        clients.deposit("alice", Money.euros("8.40"));
        clients.deposit("alice", Money.euros("1.60"));
        assertThat(keys).hasSize(3);
        assertThat(keys.get(2)).isNotEqualTo(keys.get(1)).isNotEqualTo(keys.get(0));
        assertThat(ledger.deposits()).isEqualTo(Map.of("alice", new Ledger.Sum(2, new BigDecimal("10.00"))));
    }

    @Test
    void anAnswerThatNobodyShouldGetIsRememberedAndNotRepeated() {
        answers.add(500);
        assertThatThrownBy(() -> clients.deposit("alice", Money.euros("1.00"))).isInstanceOf(
                UnexpectedAnswerException.class);
        assertThat(ledger.surprises()).singleElement().asString().contains("500");
        assertThat(ledger.deposits()).isEmpty();
    }

    @Test
    void aCancellationThatComesTooLateIsAnAnswerAndNoAcknowledgement() {
        answers.addAll(List.of(409, 202));
        clients.cancel(ORDER);
        assertThat(ledger.cancellations()).isEmpty();
        clients.cancel(ORDER);
        assertThat(ledger.cancellations()).containsExactly(ORDER);
        assertThat(ledger.surprises()).isEmpty();
    }

    @Test
    void whoIsToldToGiveUpGoesDownAsNeverAnswered() {
        insistence.giveUp();
        assertThatThrownBy(() -> clients.deposit("alice", Money.euros("1.00"))).isInstanceOf(
                CancellationException.class);
        assertThat(ledger.unanswered()).isEqualTo(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            if (key != null) {
                keys.add(key);
            }
            int status = answers.removeFirst();
            if (status != NONE) {
                var body = (exchange.getRequestURI().getPath().startsWith("/orders") ? PLACED : ACCOUNT).getBytes(
                        UTF_8);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
