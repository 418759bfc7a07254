package dev.ordersaga.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import dev.ordersaga.local.process.Ports;

/** What a program of this machine says of itself. */
record Health(int port) {

    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(ANSWER).build();

    /** It is up, whatever its database and broker are. */
    boolean isLive() {
        return says("liveness");
    }

    /** It is up, and its database and broker answer it. */
    boolean isReady() {
        return says("readiness");
    }

    private boolean says(String what) {
        if (!Ports.isOpen(port)) {
            return false;
        }
        var question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/" + what))
                .timeout(ANSWER).build();
        try {
            return HTTP.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
