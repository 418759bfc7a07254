package dev.ordersaga.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "ordersaga.rest.max-requests=3")
class OverloadTest {

    private static final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private ThingsApplication.Gate gate;

    @Test
    void whatIsMoreThanTheServiceTakesAtOnceIsToldToComeAgain() throws Exception {
        var inside = Stream.generate(() -> get("/gate")).limit(3).toList();
        try {
            assertThat(gate.arrived.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();

            var refused = get("/gate").get(10, TimeUnit.SECONDS);
            var management = get("/actuator/health").get(10, TimeUnit.SECONDS);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 5L);
            assertThat(management.statusCode()).as("not refused, there only is none here").isEqualTo(404);
        } finally {
            gate.open.countDown();
        }
        for (var one : inside) {
            assertThat(one.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        for (int again = 0; again < 10; again++) { // refused or answered, all have given their places back
            assertThat(get("/gate").get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return http.sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                BodyHandlers
                        .ofString());
    }
}
