package dev.ordersaga.order.settling;

import static dev.ordersaga.testing.Contract.assertFound;
import static dev.ordersaga.testing.Contract.example;
import static dev.ordersaga.testing.Contract.examplesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.stream.Stream;

import jakarta.validation.Validation;
import jakarta.validation.Validator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** A field that is renamed here fails here. */
class ReadMessagesContractTest {

    private static final JsonMapper json = new JsonMapper();
    private static final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

    static Stream<Class<?>> read() {
        return Stream.of(PaymentEvent.class, InventoryEvent.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()));
    }

    static Stream<Arguments> examples() {
        return read().flatMap(type -> examplesOf(type.getSimpleName()).stream().map(name -> arguments(type, name)));
    }

    @ParameterizedTest
    @MethodSource("read")
    void allThatItReadsHasExamples(Class<?> type) {
        assertThat(examplesOf(type.getSimpleName())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatItReadsStandsInEveryExample(Class<?> type, String example) {
        Object read = json.treeToValue(example(example), type);

        assertThat(validator.validate(read)).isEmpty();
        assertFound(json.valueToTree(read), example(example));
    }
}
