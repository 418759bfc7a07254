package dev.ordersaga.local.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit on a real server and a real broker, with a small world in them that is broken in each test. */
class AuditTest {

    static final Audit.Settings IMPATIENT = new Audit.Settings(Auditor.LOCAL, Duration.ofMillis(200), Duration.ZERO,
            false);

    static AuditedWorld world;

    final UUID confirmed = UUID.randomUUID();
    final UUID cancelled = UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        world = AuditedWorld.start(folder);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void aConfirmedAndACancelledOrder() throws Exception {
        world.empty();
        world.in("payments", """
                insert into account values ('alice', 'EUR', 62.20), ('bob', 'EUR', 100);
                insert into deposit values ('alice', 60), ('alice', 40), ('bob', 100);
                insert into payment values ('%1$s', 'alice', 37.80, 'EUR', 'COMPLETED'),
                                           ('%2$s', 'bob', 18.90, 'EUR', 'CANCELLED')
                """.formatted(confirmed, cancelled));
        world.in("inventory", """
                insert into stock values ('beans', 48, 2);
                insert into delivery values ('beans', 20), ('beans', 30);
                insert into reservation values ('%1$s', 'RESERVED', '{"beans": 2}'), ('%2$s', 'SHORT', '{"beans": 200}')
                """.formatted(confirmed, cancelled));
        world.in("orders", """
                insert into orders values ('%1$s', 'CONFIRMED'), ('%2$s', 'CANCELLED');
                insert into order_step (order_id, position, type)
                values ('%1$s', 1, 'OrderPlaced'), ('%1$s', 2, 'OrderConfirmed'),
                       ('%2$s', 1, 'OrderPlaced'), ('%2$s', 2, 'OrderCancelled')
                """.formatted(confirmed, cancelled));
        world.send("orders", "order-events", confirmed, 1, "OrderPlaced");
        world.send("payments", "payment-events", confirmed, 1, "PaymentCompleted");
        world.send("inventory", "inventory-events", confirmed, 1, "StockReserved");
        world.send("orders", "order-events", confirmed, 2, "OrderConfirmed");
        world.send("orders", "order-events", cancelled, 1, "OrderPlaced");
        world.send("payments", "payment-events", cancelled, 1, "PaymentCompleted");
        world.send("inventory", "inventory-events", cancelled, 1, "StockShort");
        world.send("inventory", "payment-commands", cancelled, 2, "CancelPayment");
        world.send("orders", "order-events", cancelled, 2, "OrderCancelled");
    }

    @Test
    void whereNothingIsStuckItSaysSo() {
        assertThat(stuck()).filteredOn(stuck -> !stuck.what().equals("unpublished")).allMatch(Stuck::clear).extracting(
                Stuck::what).containsExactly("overdue", "dead letters", "behind");
        assertThat(stuck()).filteredOn(stuck -> stuck.what().equals("unpublished")).extracting(Stuck::words)
                .containsExactly("0 outboxes, no row older than 10 s");
    }

    @Test
    void ordersAfterTheirTimeAreSeenAndThoseCancelledLateHaveTheirOwn() throws Exception {
        world.in("orders", """
                update orders set status = 'PENDING', deadline_at = now() - interval '5 minutes' where id = '%s';
                update order_step set at = now() - interval '10 minutes' where order_id = '%1$s';
                update orders set status = 'CANCELLING', deadline_at = now() - interval '1 hour' where id = '%s'
                """.formatted(confirmed, cancelled));
        var settings = new Audit.Settings(Auditor.LOCAL, Duration.ZERO, Duration.ofSeconds(30), false);
        assertThat(StuckSagas.of(world.endpoints(), settings).getFirst()).isEqualTo(
                new Stuck("overdue", false, "1 orders are open after their time, one for 5 min"));
    }

    @Test
    void deadLettersAreSeenUntilTheyAreDiscarded() throws Exception {
        world.in("payments", """
                insert into dead_letter values ('PARKED', now() - interval '3 hours', null), ('WAITING', now(), null),
                                               ('WAITING', now(), null), ('DISCARDED', now(), now())""");
        world.in("inventory", "insert into dead_letter values ('DISCARDED', now(), now())");
        assertThat(stuck()).filteredOn(stuck -> stuck.what().equals("dead letters")).containsExactly(
                new Stuck("dead letters", false,
                        "payment-service could not handle 1, behind which 2 wait, one for 3 h: ./saga dead-letters"));
    }

    @Test
    void aServiceThatIsBehindIsSeenUntilItHasReadAll() throws Exception {
        world.publishOld("lag-topic", Duration.ofMinutes(4));
        world.publishOld("lag-topic", Duration.ofMinutes(3));
        world.read("payment-service", "lag-topic", 0);
        assertThat(stuck().getLast()).isEqualTo(
                new Stuck("behind", false, "payment-service is 2 records behind, one for 4 min"));
        world.read("payment-service", "lag-topic", 2);
        assertThat(stuck().getLast()).matches(Stuck::clear);
    }

    private static List<Stuck> stuck() {
        return StuckSagas.of(world.endpoints(), IMPATIENT);
    }

    @Test
    void aRightWorldHoldsAllInvariants() {
        assertThat(Audit.of(world.endpoints(), IMPATIENT.demandingSettled())).allSatisfy(
                finding -> assertThat(finding.violations()).isEmpty());
        assertThat(Audit.of(world.endpoints(), IMPATIENT)).extracting(Finding::figures).startsWith(
                "2 accounts: balances 162.20 + completed payments 37.80 = deposits 200.00 EUR",
                "1 articles: available 48 + reserved 2 = delivered 50",
                "2 orders, 1 of them CONFIRMED; 1 completed payments, 1 reservations",
                "2 orders: 1 CONFIRMED, 1 CANCELLED, 0 open");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            payments  | update account set balance = balance + 0.01 where customer_id = 'alice'    | MONEY
            payments  | delete from deposit where customer_id = 'bob'                              | MONEY
            payments  | update payment set amount = 1 where status = 'COMPLETED'                   | MONEY
            payments  | update payment set status = 'DECLINED' where status = 'COMPLETED'          | MONEY EFFECTS
            inventory | update stock set available = available - 1                                 | STOCK
            inventory | update stock set available = 49, reserved = 1                              | STOCK
            inventory | update reservation set status = 'RELEASED' where status = 'RESERVED'       | STOCK EFFECTS
            inventory | update reservation set status = 'RESERVED' where status = 'SHORT'          | STOCK EFFECTS
            orders    | delete from orders where status = 'CONFIRMED'                              | EFFECTS
            orders    | update orders set status = 'CANCELLED'                                     | EFFECTS ENDINGS
            orders    | update orders set status = 'PENDING' where status = 'CANCELLED'            | ENDINGS
            orders    | delete from order_step where type = 'OrderPlaced'                          | ENDINGS
            orders    | insert into order_step values ((select id from orders limit 1), 4)         | ENDINGS
            orders    | delete from outbox where type = 'OrderConfirmed'                           | ENDINGS PUBLICATION
            orders    | update outbox set payload = '{}' where type = 'OrderPlaced'                | PUBLICATION
            payments  | delete from outbox where message_key = (select min(message_key) from outbox) | PUBLICATION
            """)
    void aBrokenWorldIsFoundOut(String database, String damage, String broken) throws Exception {
        world.in(database, damage);
        assertThat(broken()).isEqualTo(Set.of(broken.split(" ", -1)).stream().map(Invariant::valueOf)
                .collect(Collectors.toSet()));
    }

    @Test
    void anOrderThatIsOverdueIsAViolationAndOneThatIsNotIsOpen() throws Exception {
        world.in("orders", "update orders set status = 'CANCELLING' where status = 'CANCELLED'");
        world.in("orders", "delete from outbox where type = 'OrderCancelled'");
        assertThat(broken()).containsExactly(Invariant.PUBLICATION);
        world.in("orders", "update order_step set at = now() - interval '1 hour'");
        world.in("orders", "update orders set deadline_at = now() - interval '10 seconds'");
        assertThat(broken()).containsExactly(Invariant.ENDINGS, Invariant.PUBLICATION);
    }

    @Test
    void whatHasLeftTheOutboxesIsNoViolation() throws Exception {
        for (String database : List.of("orders", "payments", "inventory")) {
            world.in(database, "delete from outbox where position = (select min(position) from outbox)");
            world.in(database, "update outbox_retention set dropped_until = now() + interval '1 second'");
        }
        assertThat(broken()).isEmpty();
        world.in("orders", "update outbox_retention set dropped_until = now() - interval '1 hour'");
        assertThat(broken()).containsExactly(Invariant.ENDINGS, Invariant.PUBLICATION, Invariant.SEQUENCE);
    }

    @Test
    void aRowThatNobodyPublishesIsFoundOut() throws Exception {
        world.append("payments", "payment-events", cancelled, 2, "PaymentCancelled");
        assertThat(broken()).containsExactly(Invariant.PUBLICATION);
    }

    @Test
    void aRowThatIsPublishedTwiceIsFoundOut() throws Exception {
        UUID id = world.append("payments", "payment-events", cancelled, 2, "PaymentCancelled");
        world.publish("payments", "payment-events", cancelled, 2, "PaymentCancelled", id);
        world.publish("payments", "payment-events", cancelled, 2, "PaymentCancelled", id);
        assertThat(broken()).containsExactly(Invariant.PUBLICATION);
    }

    @Test
    void anInversionOnATopicIsFoundOut() throws Exception {
        UUID first = world.append("payments", "payment-events", cancelled, 2, "PaymentCompleted");
        UUID second = world.append("payments", "payment-events", cancelled, 3, "PaymentCancelled");
        world.publish("payments", "payment-events", cancelled, 3, "PaymentCancelled", second);
        world.publish("payments", "payment-events", cancelled, 2, "PaymentCompleted", first);
        assertThat(broken()).containsExactly(Invariant.SEQUENCE);
    }

    @Test
    void aNumberLeftOutIsFoundOut() throws Exception {
        world.send("payments", "payment-events", cancelled, 3, "PaymentCancelled");
        assertThat(broken()).containsExactly(Invariant.SEQUENCE);
    }

    @Test
    void aForgedRecordIsFoundOutAndOneOfOtherOriginIsCounted() throws Exception {
        world.publishRaw("order-events", "written by hand");
        assertThat(broken()).isEmpty();
        assertThat(Audit.of(world.endpoints(), IMPATIENT)).anySatisfy(
                finding -> assertThat(finding.figures()).contains("order-events from nobody=1"));
        world.publish("orders", "order-events", confirmed, 3, "OrderCancelled", UUID.randomUUID());
        assertThat(broken()).containsExactly(Invariant.PUBLICATION);
    }

    @Test
    void whereNothingCanBeReadNothingIsSaid() {
        var nobody = new Audit.Settings(new Auditor("nobody", "nobody"), Duration.ZERO, Duration.ZERO, false);
        assertThatThrownBy(() -> Audit.of(world.endpoints(), nobody)).isInstanceOf(AuditFailedException.class)
                .hasMessageContaining("as nobody");
    }

    private static Set<Invariant> broken() {
        var broken = EnumSet.noneOf(Invariant.class);
        Audit.of(world.endpoints(), IMPATIENT).stream().filter(finding -> !finding.holds())
                .forEach(finding -> broken.add(finding.invariant()));
        return broken;
    }
}
