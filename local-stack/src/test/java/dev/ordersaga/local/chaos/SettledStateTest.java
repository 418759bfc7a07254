package dev.ordersaga.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.audit.Auditor;
import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.infrastructure.Databases;
import dev.ordersaga.local.infrastructure.EmbeddedPostgres;

/** What is told of books that are not as they should be, in the columns that are looked at. */
class SettledStateTest {

    private static final String MESSAGES = """
            create table outbox (id uuid, topic text, message_key text, type text);
            create table inbox (subscription text, message_id uuid);
            """;
    private static final UUID ORDER = new UUID(0, 1);

    private static EmbeddedPostgres postgres;
    private static Endpoints endpoints;

    private final Ledger ledger = new Ledger();

    @BeforeAll
    static void start(@TempDir Path folder) throws SQLException {
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0, folder.resolve("postgres.log"));
        Databases.create(postgres);
        in("orders", MESSAGES + """
                create table orders (id uuid, status text, reason text);
                create table order_step (order_id uuid, type text)""");
        in("payments", MESSAGES + """
                create table payment (order_id uuid, customer_id text, status text);
                create table deposit (customer_id text, amount numeric)""");
        in("inventory", MESSAGES + """
                create table reservation (order_id uuid, status text);
                create table delivery (sku text, quantity int)""");
        endpoints = new Endpoints(List.of(), List.of(), List.of(), List.of(), "", postgres.jdbcUrl("orders"), postgres
                .jdbcUrl("payments"), postgres.jdbcUrl("inventory"));
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void anOrderThatIsPaidAndReserved() throws SQLException {
        in("orders", "truncate orders, order_step, outbox, inbox");
        in("payments", "truncate payment, deposit, outbox, inbox");
        in("inventory", "truncate reservation, delivery, outbox, inbox");
        in("orders", "insert into orders values ('%s', 'CONFIRMED', null)".formatted(ORDER));
        in("payments", "insert into payment values ('%s', 'alice', 'COMPLETED')".formatted(ORDER));
        in("inventory", "insert into reservation values ('%s', 'RESERVED')".formatted(ORDER));
        sent("orders", "order-events", "OrderPlaced", "payment-service", "inventory-service");
        sent("payments", "payment-events", "PaymentCompleted", "order-service", "inventory-service");
        sent("inventory", "inventory-events", "StockReserved", "order-service");
        ledger.placed(ORDER);
    }

    @Test
    void nothingIsSaidAgainstBooksThatAreInOrder() {
        assertThat(books().once().violations()).isEmpty();
        assertThat(books().once().figures()).isEqualTo(
                "3 messages, each handled by the subscriptions that want it: 5 in all");
        assertThat(books().compensation().violations()).isEmpty();
        assertThat(promises()).isEmpty();
    }

    @Test
    void aMessageThatNobodyHasHandledIsFound() throws SQLException {
        in("payments", "truncate inbox");
        assertThat(books().once().violations()).singleElement().asString().startsWith(
                "payment-service has never handled 1 messages");
    }

    @Test
    void aStepOrAMessageThatIsThereTwiceIsFound() throws SQLException {
        in("orders", "insert into order_step values ('%1$s', 'PaymentCompleted'), ('%1$s', 'PaymentCompleted')"
                .formatted(ORDER));
        sent("inventory", "inventory-events", "StockReserved", "order-service");
        assertThat(books().once().violations()).containsExactly(
                "order %s has more than one step PaymentCompleted".formatted(ORDER),
                "about order %s more than one StockReserved was sent".formatted(ORDER));
    }

    @Test
    void whatIsGivenBackThoughItWasNeverTakenIsFound() throws SQLException {
        in("payments", "insert into payment values ('%s', 'bob', 'CANCELLED')".formatted(new UUID(0, 2)));
        in("payments", "insert into payment values ('%s', null, 'CANCELLED')".formatted(new UUID(0, 3)));
        in("inventory", "update reservation set status = 'RELEASED'");
        assertThat(books().compensation().violations()).containsExactly(
                "the payment of %s is CANCELLED, but {} was sent".formatted(new UUID(0, 2)),
                "the reservation of %s is RELEASED, but {StockReserved} was sent".formatted(ORDER));
    }

    @Test
    void anOrderThatWasAcknowledgedAndIsNotThereIsFound() {
        ledger.placed(new UUID(0, 2));
        assertThat(promises()).containsExactly(
                "order %s was acknowledged and is not there".formatted(new UUID(0, 2)));
    }

    @Test
    void anOrderThatNobodyWasToldOfIsFoundOnceEverythingIsAnswered() throws SQLException {
        in("orders", "insert into orders values ('%s', 'CONFIRMED', null)".formatted(new UUID(0, 2)));
        assertThat(promises()).containsExactly(
                "order %s is there, but nobody was told so".formatted(new UUID(0, 2)));
        ledger.neverAnswered();
        assertThat(promises()).containsExactly("1 requests were never answered, however often they were repeated");
    }

    @Test
    void aCancellationThatWasAcknowledgedAndNotDoneIsFound() {
        ledger.cancelled(ORDER);
        assertThat(promises()).singleElement().asString().startsWith(
                "the cancellation of %s was acknowledged, but it is ".formatted(ORDER));
    }

    @Test
    void depositsAndDeliveriesThatAreLostOrThereTwiceAreFound() throws SQLException {
        ledger.deposited("alice", Money.euros("8.40"));
        ledger.delivered("beans", 3);
        in("inventory", "insert into delivery values ('beans', 3), ('beans', 3)");
        assertThat(promises()).containsExactly(
                "deposits of alice: 1 of 8.40 in all were acknowledged, 0 of 0 are there",
                "deliveries of beans: 1 of 3 in all were acknowledged, 2 of 6 are there");
    }

    private static SettledBooks books() {
        return new SettledBooks(endpoints, Auditor.LOCAL);
    }

    private List<String> promises() {
        return new Acknowledged(endpoints, Auditor.LOCAL).of(ledger).violations();
    }

    private static void sent(String database, String topic, String type, String... handledBy) throws SQLException {
        var id = UUID.randomUUID();
        in(database, "insert into outbox values ('%s', '%s', '%s', '%s')".formatted(id, topic, ORDER, type));
        for (var subscription : handledBy) {
            in(subscription.equals("order-service")
                    ? "orders"
                    : subscription.equals("payment-service") ? "payments" : "inventory",
                    "insert into inbox values ('%s', '%s')".formatted(subscription, id));
        }
    }

    private static void in(String database, String sql) throws SQLException {
        try (var connection = postgres.connect(database); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
