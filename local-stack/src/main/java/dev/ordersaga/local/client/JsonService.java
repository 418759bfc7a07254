package dev.ordersaga.local.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP to one service, each request to the next of its instances. */
final class JsonService {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.builder().disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT).build();

    private final Instances instances;

    JsonService(Instances instances) {
        this.instances = instances;
    }

    <T> T get(String path, Class<T> type) {
        return read(call("GET", path, null, Map.of()), type);
    }

    <T> T post(String path, Object body, Map<String, String> headers, Class<T> type) {
        return read(call("POST", path, body, headers), type);
    }

    void post(String path, @Nullable Object body) {
        call("POST", path, body, Map.of());
    }

    void put(String path, Object body) {
        call("PUT", path, body, Map.of());
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private record Answer(String method, URI uri, String body) {}

    private Answer call(String method, String path, @Nullable Object body, Map<String, String> headers) {
        URI uri = uri(path);
        try {
            var answer = HTTP.send(request(method, uri, body, headers), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new UnexpectedAnswerException(method, uri, answer.statusCode(), problem(answer.body()));
            }
            return new Answer(method, uri, answer.body());
        } catch (IOException e) {
            throw new UnexpectedAnswerException(method, uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnexpectedAnswerException(method, uri, e);
        }
    }

    private static <T> T read(Answer answer, Class<T> type) {
        try {
            return JSON.readValue(answer.body(), type);
        } catch (JacksonException e) {
            throw new UnexpectedAnswerException(answer.method(), answer.uri(), e);
        }
    }

    private URI uri(String path) {
        String root = instances.next().toString();
        return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
    }

    private static HttpRequest request(String method, URI uri, @Nullable Object body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT).header("Accept", "application/json");
        headers.forEach(request::header);
        if (body == null) {
            return request.method(method, BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))).build();
    }

    /** Title, detail and violations of an RFC 9457 problem, or the beginning of whatever else came. */
    private static String problem(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            if (problem.path("title").isString()) {
                var text = new StringBuilder(problem.path("title").asString());
                problem.path("detail").asStringOpt().ifPresent(detail -> text.append(": ").append(detail));
                if (problem.has("violations")) {
                    text.append(" ").append(problem.get("violations"));
                }
                return text.toString();
            }
        } catch (JacksonException noJson) {
            // Shown as it is.
        }
        return body.lines().findFirst().orElse("(no body)");
    }
}
