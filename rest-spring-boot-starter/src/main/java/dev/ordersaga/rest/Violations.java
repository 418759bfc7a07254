package dev.ordersaga.rest;

import static java.util.Objects.requireNonNullElse;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Finds out which fields, parameters and headers are to blame. */
final class Violations {

    /** Validators report in no order. */
    private static final Comparator<Violation> BY_FIELD = Comparator.comparing(Violation::field)
            .thenComparing(Violation::message);

    private Violations() {}

    static List<Violation> of(List<ObjectError> errors) {
        return errors.stream().map(Violations::of).sorted(BY_FIELD).toList();
    }

    static List<Violation> of(MethodValidationResult result) {
        return result.getParameterValidationResults().stream().flatMap(Violations::of).sorted(BY_FIELD).toList();
    }

    /** Names the JSON path; Jackson's own message would name our classes. */
    static Violation of(MismatchedInputException mismatch) {
        return new Violation(path(mismatch), "must be " + expected(mismatch.getTargetType()));
    }

    static Violation of(InputCoercionException outOfRange) {
        return new Violation(path(outOfRange), "must be " + expected(outOfRange.getTargetType()));
    }

    static String path(JacksonException exception) {
        var path = new StringBuilder();
        for (var step : exception.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number in range";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return "one of " + Stream.of(type.getEnumConstants()).map(Object::toString).toList();
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "an array";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "a " + type.getSimpleName();
    }

    private static Violation of(ObjectError error) {
        var field = error instanceof FieldError fieldError ? fieldError.getField() : "";
        return new Violation(field, message(error));
    }

    private static Stream<Violation> of(ParameterValidationResult result) {
        if (result instanceof ParameterErrors errors) {
            return errors.getAllErrors().stream().map(Violations::of);
        }
        var name = name(result.getMethodParameter());
        return result.getResolvableErrors().stream().map(error -> new Violation(name, message(error)));
    }

    static String name(MethodParameter parameter) {
        var header = parameter.getParameterAnnotation(RequestHeader.class);
        var query = parameter.getParameterAnnotation(RequestParam.class);
        var variable = parameter.getParameterAnnotation(PathVariable.class);
        var declared = header != null
                ? header.name()
                : query != null ? query.name() : variable != null ? variable.name() : "";
        return declared.isEmpty() ? requireNonNullElse(parameter.getParameterName(), "") : declared;
    }

    private static String message(MessageSourceResolvable error) {
        return requireNonNullElse(error.getDefaultMessage(), "is invalid");
    }
}
