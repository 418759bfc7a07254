package dev.ordersaga.payment.payment;

import static dev.ordersaga.testing.Contract.assertFound;
import static dev.ordersaga.testing.Contract.assertValid;
import static dev.ordersaga.testing.Contract.example;
import static dev.ordersaga.testing.Contract.examplesOf;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.Validation;
import jakarta.validation.Validator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.payment.SentMessage.PaymentCancelled;
import dev.ordersaga.payment.payment.SentMessage.PaymentCompleted;
import dev.ordersaga.payment.payment.SentMessage.PaymentDeclined;

/** Both sides of the contract: a field that is renamed here fails here. */
class PaymentContractTest {

    private static final JsonMapper json = new JsonMapper();
    private static final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();
    private static final UUID ORDER = UUID.fromString("019536a1-7c1e-7b3a-9d52-6a1f0c2e4b88");

    static List<SentMessage> sent() {
        return List.of(
                new PaymentCompleted(ORDER, "alice", Money.of("37.80", "EUR")),
                new PaymentCompleted(ORDER, "chiyo", Money.of("2400", "JPY")),
                new PaymentDeclined(ORDER, "alice", DeclineReason.NO_SUCH_ACCOUNT),
                new PaymentDeclined(ORDER, "alice", DeclineReason.INSUFFICIENT_FUNDS),
                new PaymentDeclined(ORDER, "alice", DeclineReason.CURRENCY_MISMATCH),
                new PaymentCancelled(ORDER, Money.of("37.80", "EUR")),
                new PaymentCancelled(ORDER, null));
    }

    @ParameterizedTest
    @MethodSource("sent")
    void whatItSendsIsWhatTheSchemaSays(SentMessage message) {
        assertValid(message.getClass().getSimpleName(), json.valueToTree(message));
    }

    @Test
    void allThatItSendsIsTried() {
        assertThat(sent().stream().map(SentMessage::getClass).collect(toSet()))
                .isEqualTo(Set.of(SentMessage.class.getPermittedSubclasses()));
    }

    static Stream<Arguments> received() {
        return Arrays.stream(ReceivedMessage.class.getPermittedSubclasses())
                .flatMap(type -> examplesOf(type.getSimpleName()).stream().map(name -> arguments(type, name)));
    }

    @ParameterizedTest
    @MethodSource("received")
    void whatItReadsStandsInEveryExample(Class<?> type, String example) {
        Object read = json.treeToValue(example(example), type);

        assertThat(validator.validate(read)).isEmpty();
        assertFound(json.valueToTree(read), example(example));
    }

    @Test
    void allThatItReadsHasExamples() {
        assertThat(received().map(arguments -> arguments.get()[0]).collect(toSet()))
                .isEqualTo(Set.of(ReceivedMessage.class.getPermittedSubclasses()));
    }
}
