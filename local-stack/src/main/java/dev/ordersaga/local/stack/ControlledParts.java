package dev.ordersaga.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The parts of another process, by way of its {@link Control}. */
final class ControlledParts implements Parts {

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final String token;

    ControlledParts(int port, String token) {
        this.port = port;
        this.token = token;
    }

    @Override
    public void kill(String part) {
        perform(part, "kill");
    }

    @Override
    public void stop(String part) {
        perform(part, "stop");
    }

    @Override
    public void start(String part) {
        perform(part, "start");
    }

    @Override
    public void suspend(String part) {
        perform(part, "suspend");
    }

    @Override
    public void resume(String part) {
        perform(part, "resume");
    }

    private void perform(String part, String action) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/parts/%s/%s".formatted(port, part,
                action)))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            switch (answer.statusCode()) {
                case 200 -> {
                    return;
                }
                case 404 -> throw new IllegalArgumentException(answer.body());
                default -> throw new StackException("%s of %s failed: %s".formatted(action, part, answer.body()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the stack does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
