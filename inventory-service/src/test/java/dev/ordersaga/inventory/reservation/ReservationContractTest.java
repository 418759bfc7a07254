package dev.ordersaga.inventory.reservation;

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

import dev.ordersaga.inventory.reservation.SentMessage.CancelPayment;
import dev.ordersaga.inventory.reservation.SentMessage.CancelReason;
import dev.ordersaga.inventory.reservation.SentMessage.Line;
import dev.ordersaga.inventory.reservation.SentMessage.Missing;
import dev.ordersaga.inventory.reservation.SentMessage.StockReleased;
import dev.ordersaga.inventory.reservation.SentMessage.StockReserved;
import dev.ordersaga.inventory.reservation.SentMessage.StockShort;

/** Both sides of the contract: a field that is renamed here fails here. */
class ReservationContractTest {

    private static final JsonMapper json = new JsonMapper();
    private static final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();
    private static final UUID ORDER = UUID.fromString("019536a1-7c1e-7b3a-9d52-6a1f0c2e4b88");

    static List<SentMessage> sent() {
        return List.of(
                new StockReserved(ORDER, List.of(new Line("beans", 1_000_000), new Line("pot/3", 1))),
                new StockShort(ORDER, List.of(new Missing("beans", 3, 2), new Missing("unobtainium", 1, 0))),
                new StockReleased(ORDER, List.of(new Line("beans", 3))),
                new StockReleased(ORDER, List.of()),
                new CancelPayment(ORDER, CancelReason.OUT_OF_STOCK));
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
