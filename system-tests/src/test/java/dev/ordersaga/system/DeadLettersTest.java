package dev.ordersaga.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.ordersaga.local.audit.Audit;
import dev.ordersaga.local.audit.Stuck;
import dev.ordersaga.local.audit.StuckSagas;
import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.Order;
import dev.ordersaga.testing.InfrastructureKind;

/** What somebody does about dead letters on the command line; what is wrong with payment-service is wrong in its database. */
@SystemTest
@OnInfrastructure(InfrastructureKind.EMBEDDED)
class DeadLettersTest {

    @Test
    void anOrderThatPaymentCannotHandleIsPaidOnceAfterThatIsMendedAndNoOtherHasWaited(RunningSystem system)
            throws Exception {
        var shop = Shop.open(system);
        inPayments(system, """
                create function refuse() returns trigger language plpgsql as $$ begin
                    raise exception 'the ledger is broken for %', new.customer_id; end $$;
                create trigger refuse before insert or update on payment for each row
                    when (new.amount = 0.77) execute function refuse()""");
        var sku = system.named("cheap");
        var customer = system.named("unlucky");
        system.orders().offer(sku, "Cheap", Money.euros("0.77"));
        system.warehouse().deliver(sku, 10);
        system.accounts().deposit(customer, Money.euros("1.00"));
        var stuck = system.orders().place(customer, List.of(new Order.Line(sku, 1))).id();

        var listed = awaitListed(system, stuck);
        shop.requireConfirmed(shop.order(), shop.order());
        assertThat(listed).contains("payment/", "order-events", "OrderPlaced", "the ledger is broken for " + customer,
                "1 message could not be handled, 0 wait behind it");
        var letter = name(listed);
        var shown = SagaCommand.run(system, "dead-letters", "show", letter).endsWith(0).output();
        assertThat(shown).contains("state      parked", "\"customerId\" : \"" + customer + "\"", "ce_id",
                "/order-service");
        assertThat(SagaCommand.run(system, "dead-letters", "replay", letter).endsWith(1).output()).contains(
                "still cannot be handled", "the ledger is broken");
        assertThat(StuckSagas.of(system.endpoints(), Audit.Settings.DEFAULT)).filteredOn(one -> !one.clear())
                .singleElement().extracting(Stuck::words).asString().startsWith("payment-service could not handle 1");
        assertThat(SagaCommand.run(system, "dead-letters", "replay", "--all").endsWith(1).output())
                .contains("0 of 1 handled", "1 still cannot be handled");

        inPayments(system, "drop trigger refuse on payment; drop function refuse()");
        assertThat(SagaCommand.run(system, "dead-letters", "replay", letter).endsWith(0).output()).contains("handled");
        await().until(() -> system.orders().get(stuck).isSettled());
        assertThat(system.orders().get(stuck).outcome()).isEqualTo("CONFIRMED");
        assertThat(system.accounts().of(customer).balance()).isEqualTo(Money.euros("0.23"));
        assertThat(SagaCommand.run(system, "dead-letters", "replay", letter).endsWith(1).output())
                .contains("there is no dead letter");
        assertThat(SagaCommand.run(system, "dead-letters").endsWith(0).output()).contains("no dead letters");
        system.requireBooksInOrder();
    }

    @Test
    void whatNeverCanBeHandledIsDiscardedForAReason(RunningSystem system) throws Exception {
        var hostile = HostileRecord.all("CancelPayment").filter(record -> record.what().equals("value no JSON"))
                .findFirst().orElseThrow();
        try (var topics = new Topics(system, "payment-commands")) {
            topics.write("payment-commands", hostile);
        }
        var key = UUID.fromString(new String(requireNonNull(hostile.key()), UTF_8));
        var letter = name(awaitListed(system, key));

        SagaCommand.run(system, "dead-letters", "discard", letter).endsWith(2);
        SagaCommand.run(system, "dead-letters", "show", "17").endsWith(2);
        SagaCommand.run(system, "dead-letters", "discard", letter, "--reason", "sent by hand").endsWith(0);
        assertThat(SagaCommand.run(system, "dead-letters", "--state", "discarded", "--key", key.toString()).endsWith(0)
                .output()).contains(letter, "discarded: sent by hand");
        assertThat(SagaCommand.run(system, "dead-letters", "discard", letter, "--reason", "again").endsWith(1)
                .output()).contains("was discarded");
        discardTheOthers(system, key);
        system.requireBooksInOrder();
    }

    /** There is one in each partition. */
    private static void discardTheOthers(RunningSystem system, UUID key) throws Exception {
        await().until(() -> others(system, key).size() == 5);
        var others = others(system, key);
        var arguments = new ArrayList<>(List.of("dead-letters", "discard", "--reason", "sent by hand, too"));
        arguments.addAll(others);
        SagaCommand.run(system, arguments.toArray(String[]::new)).endsWith(0);
    }

    private static List<String> others(RunningSystem system, UUID key) throws Exception {
        var output = SagaCommand.run(system, "dead-letters", "--key", key.toString()).endsWith(0).output();
        return Pattern.compile("^payment/\\d+", Pattern.MULTILINE).matcher(output).results()
                .map(MatchResult::group).toList();
    }

    private static String awaitListed(RunningSystem system, UUID order) throws Exception {
        var output = new String[1];
        await().pollInterval(Duration.ofSeconds(1)).until(() -> {
            output[0] = SagaCommand.run(system, "dead-letters", "list", "--key", order.toString()).endsWith(0).output();
            return output[0].contains(order.toString());
        });
        return output[0];
    }

    private static String name(String listed) {
        var matcher = Pattern.compile("payment/\\d+").matcher(listed);
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private static void inPayments(RunningSystem system, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(system.endpoints().paymentsJdbc(), "payment_service",
                "payment_service"); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
