package dev.ordersaga.rest;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import org.springframework.web.multipart.MultipartException;

/** What a client is told about an exception that Spring MVC has no answer to. */
record Diagnosis(HttpStatusCode status, HttpHeaders headers, ProblemDetail body) {

    private static final Logger log = LoggerFactory.getLogger(Diagnosis.class);
    private static final int LONGEST_RETRY_SECONDS = 5;

    static Diagnosis of(Throwable failure, String request) {
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return new Diagnosis(known.getStatusCode(), known.getHeaders(), known.getBody());
        }
        var tooLarge = bodyTooLarge(failure);
        if (tooLarge != null) {
            return tooLarge;
        }
        if (failure instanceof OverloadedException) {
            return later();
        }
        if (Unavailability.isCauseOf(failure)) {
            log.warn("{} not answered, the database is away or busy: {}", request, failure.toString());
            return later();
        }
        var badParameter = cause(failure, InvalidParameterException.class);
        if (badParameter != null) {
            return refused(HttpStatusCode.valueOf(badParameter.getErrorCode()), "A parameter cannot be decoded");
        }
        if (cause(failure, BadRequestException.class) != null) {
            return refused(HttpStatus.BAD_REQUEST, "The body cannot be read");
        }
        if (failure instanceof MultipartException) {
            return refused(HttpStatus.BAD_REQUEST, "The multipart body cannot be read");
        }
        return unforeseen(failure, request);
    }

    static @Nullable Diagnosis bodyTooLarge(Throwable failure) {
        var cause = cause(failure, BodyTooLargeException.class);
        return cause == null ? null : new Diagnosis(cause.getStatusCode(), new HttpHeaders(), cause.getBody());
    }

    private static Diagnosis refused(HttpStatusCode status, String detail) {
        return new Diagnosis(status, new HttpHeaders(), ProblemDetail.forStatusAndDetail(status, detail));
    }

    /** Spread over some seconds, so that those who were refused together do not come back together. */
    private static Diagnosis later() {
        var diagnosis = refused(HttpStatus.SERVICE_UNAVAILABLE,
                "The service is unavailable for a moment: please try again");
        var seconds = ThreadLocalRandom.current().nextInt(1, LONGEST_RETRY_SECONDS + 1);
        diagnosis.headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
        return diagnosis;
    }

    /** The client learns nothing but an id, under which the log has everything. */
    private static Diagnosis unforeseen(Throwable failure, String request) {
        var id = UUID.randomUUID();
        log.error("{} failed, told the client problem {}", request, id, failure);
        var body = ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
        body.setProperty("id", id);
        return new Diagnosis(HttpStatus.INTERNAL_SERVER_ERROR, new HttpHeaders(), body);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
