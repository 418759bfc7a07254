package dev.ordersaga.rest;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

final class ProblemAnswer {

    private ProblemAnswer() {}

    /** The content type is set here, so that not even a malformed Accept header can have the body left out. */
    static ResponseEntity<Object> of(HttpStatusCode status, HttpHeaders headers, ProblemDetail body,
            @Nullable String path) {
        body.setInstance(instance(path));
        return ResponseEntity.status(status).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(
                body);
    }

    static ResponseEntity<Object> of(Diagnosis diagnosis, @Nullable String path) {
        return of(diagnosis.status(), diagnosis.headers(), diagnosis.body(), path);
    }

    /** Tomcat accepts paths that are no URIs, such as {@code //}. */
    private static URI instance(@Nullable String path) {
        try {
            return URI.create(path == null ? "/" : path.replaceFirst("^/+", "/"));
        } catch (IllegalArgumentException e) {
            return URI.create("/");
        }
    }
}
