package dev.ordersaga.outbox.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.UUID;

import dev.ordersaga.outbox.Subscription;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Validation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RecordReaderTest {

    private final RecordReader reader = new RecordReader(
            Subscription.named("reads").on("notes", "NoteTaken", NoteTaken.class, _ -> {}).build(), new JsonMapper(),
            Validation.buildDefaultValidatorFactory().getValidator());

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error"})
    void whatFailsWhileARecordIsReadIsADefectOfThatRecord(String text) {
        var record = new ConsumerRecord<>("notes", 0, 0, "key".getBytes(UTF_8),
                "{\"text\":\"%s\"}".formatted(text).getBytes(UTF_8));
        Map.of("ce_specversion", "1.0", "ce_type", "NoteTaken", "ce_id", UUID.randomUUID().toString(), "ce_source",
                "/test",
                "ce_time", "2026-01-01T00:00:00Z", "ce_sequence", "1", "ce_correlationid", UUID.randomUUID().toString())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        assertThat(reader.read(record)).hasValueSatisfying(delivery -> assertThat(delivery)
                .isInstanceOfSatisfying(Delivery.Malformed.class,
                        malformed -> assertThat(malformed.cause()).hasMessage("it cannot be read")));
    }

    record NoteTaken(@Legible String text) {}

    @Constraint(validatedBy = Fails.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Legible {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    static final class Fails implements ConstraintValidator<Legible, String> {

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            if (text.equals("error")) {
                throw new NoClassDefFoundError("a library that is missing");
            }
            throw new IllegalStateException("a defect of the validator");
        }
    }
}
