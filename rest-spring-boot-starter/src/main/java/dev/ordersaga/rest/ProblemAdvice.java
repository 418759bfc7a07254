package dev.ordersaga.rest;

import java.util.List;

import jakarta.validation.ConstraintViolationException;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Turns every exception of a controller, and of Spring MVC around it, into a problem detail. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE) // a service's own advice comes first
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handleAnythingElse(Exception exception, WebRequest request) {
        if (!Unavailability.isCauseOf(exception) && DisconnectedClientHelper.isClientDisconnectedException(exception)) {
            return null; // nobody is there to be told
        }
        return diagnose(exception, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> handleConstraintViolation(ConstraintViolationException exception, WebRequest request) {
        var violations = exception.getConstraintViolations().stream()
                .map(violation -> new Violation(violation.getPropertyPath().toString(), violation.getMessage()))
                .toList();
        return invalid(violations, request);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException exception,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(Violations.of(exception.getAllErrors()), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException exception, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return exception.isForReturnValue() ? diagnose(exception, request) : invalid(Violations.of(exception), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException exception, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (exception instanceof MethodArgumentTypeMismatchException mismatch) {
            if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
                return nothingHere(request);
            }
            return invalid(List.of(new Violation(Violations.name(mismatch.getParameter()),
                    "must be " + Violations.expected(mismatch.getRequiredType()))), request);
        }
        return super.handleTypeMismatch(exception, headers, status, request);
    }

    /** A blank in the place of an id names nothing. */
    @Override
    protected ResponseEntity<Object> handleMissingPathVariable(MissingPathVariableException exception,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return nothingHere(request);
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException exception,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return nothingHere(request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException exception,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return switch (exception.getCause()) {
            case MismatchedInputException mismatch -> invalid(List.of(Violations.of(mismatch)), request);
            case InputCoercionException outOfRange -> invalid(List.of(Violations.of(outOfRange)), request);
            case JacksonException malformed when malformed.getCause() == null -> refuse(malformed(malformed), request);
            case null -> refuse("A JSON body is required", request);
            default -> diagnoseUnreadable(exception, request);
        };
    }

    private static String malformed(JacksonException exception) {
        var path = Violations.path(exception);
        var location = exception.getLocation();
        var where = location == null
                ? ""
                : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
        return "The body cannot be read as JSON" + (path.isEmpty() ? "" : " at " + path) + where;
    }

    private static ResponseEntity<Object> diagnoseUnreadable(Exception exception, WebRequest request) {
        var cut = Diagnosis.bodyTooLarge(exception);
        return cut == null ? refuse("The body cannot be read", request) : ProblemAnswer.of(cut, path(request));
    }

    private static ResponseEntity<Object> nothingHere(WebRequest request) {
        return answer(HttpStatus.NOT_FOUND, "There is nothing here", request);
    }

    private static ResponseEntity<Object> refuse(String detail, WebRequest request) {
        return answer(HttpStatus.BAD_REQUEST, detail, request);
    }

    private static ResponseEntity<Object> answer(HttpStatus status, String detail, WebRequest request) {
        return ProblemAnswer.of(status, new HttpHeaders(), ProblemDetail.forStatusAndDetail(status, detail),
                path(request));
    }

    private static ResponseEntity<Object> invalid(List<Violation> violations, WebRequest request) {
        var problem = Problems.invalid("The request is not valid", violations.toArray(Violation[]::new));
        return ProblemAnswer.of(HttpStatus.BAD_REQUEST, new HttpHeaders(), problem.getBody(), path(request));
    }

    private static ResponseEntity<Object> diagnose(Exception exception, WebRequest request) {
        var line = request.getDescription(false);
        if (request instanceof ServletWebRequest web) {
            line = web.getHttpMethod() + " " + web.getRequest().getRequestURI();
        }
        return ProblemAnswer.of(Diagnosis.of(exception, line), path(request));
    }

    private static @Nullable String path(WebRequest request) {
        return request instanceof ServletWebRequest web ? web.getRequest().getRequestURI() : null;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception exception, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // What MVC itself calls a server error, such as an answer that cannot be written, is as unforeseen as any other.
        return status.value() == HttpStatus.INTERNAL_SERVER_ERROR.value()
                ? diagnose(exception, request)
                : super.handleExceptionInternal(exception, body, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        return ProblemAnswer.of(status, headers, body instanceof ProblemDetail problem
                ? problem
                : ProblemDetail.forStatus(status),
                path(request));
    }
}
