package dev.ordersaga.inventory;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;

/** An id that somebody else gives out: 1 to 64 visible ASCII characters, so nothing that a database or a log chokes on. */
@Documented
@Retention(RUNTIME)
@Target({FIELD, PARAMETER, TYPE_USE})
@Constraint(validatedBy = {})
@Pattern(regexp = Identifier.REGEX, message = "must be 1 to 64 visible ASCII characters")
public @interface Identifier {

    String REGEX = "[!-~]{1,64}";

    String message() default "must be an identifier";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
