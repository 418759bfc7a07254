package dev.ordersaga.rest;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Makes the exceptions that a controller throws to refuse a request; each becomes a problem detail. */
public final class Problems {

    static final String VIOLATIONS = "violations";

    private Problems() {}

    /** 404, for instance {@code notFound("order", id)}. */
    public static ErrorResponseException notFound(String what, Object id) {
        return problem(HttpStatus.NOT_FOUND, "There is no " + what + " " + id);
    }

    /** 409: the request contradicts the current state. */
    public static ErrorResponseException conflict(String detail) {
        return problem(HttpStatus.CONFLICT, detail);
    }

    /** 400: what Bean Validation cannot see, such as a cursor that is none. */
    public static ErrorResponseException invalid(String detail, Violation... violations) {
        return problem(HttpStatus.BAD_REQUEST, detail, violations);
    }

    /** 422: well-formed, but it cannot be done, for instance because it names something that does not exist. */
    public static ErrorResponseException unprocessable(String detail, Violation... violations) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, detail, violations);
    }

    private static ErrorResponseException problem(HttpStatus status, String detail, Violation... violations) {
        var body = ProblemDetail.forStatusAndDetail(status, detail);
        if (violations.length > 0) {
            body.setProperty(VIOLATIONS, List.of(violations));
        }
        return new ErrorResponseException(status, body, null);
    }
}
