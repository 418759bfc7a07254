package dev.ordersaga.rest;

import java.io.IOException;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;

/** Is thrown while a body is read, hence an {@link IOException}. */
final class BodyTooLargeException extends IOException implements ErrorResponse {

    private static final long serialVersionUID = 1L;
    private final long limit;

    BodyTooLargeException(long limit) {
        super(detail(limit));
        this.limit = limit;
    }

    static String detail(long limit) {
        return "The body must not be larger than " + limit + " bytes";
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return HttpStatus.CONTENT_TOO_LARGE;
    }

    @Override
    public ProblemDetail getBody() {
        return ProblemDetail.forStatusAndDetail(getStatusCode(), detail(limit));
    }
}
