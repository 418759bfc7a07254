package dev.ordersaga.local.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.books.OrderRow;
import dev.ordersaga.simulation.books.PaymentRow;
import dev.ordersaga.simulation.books.ReservationRow;

/** The checks of {@code ./saga audit}, on books that are in memory. */
public final class SimulatedAudit {

    private SimulatedAudit() {}

    /**
     * When everything has settled.
     *
     * @param sent the types of order-service's messages about an order, in commit order
     * @param published the records of all topics, each partition in its order
     */
    public static List<Finding> of(Books books, Instant now, Function<UUID, List<String>> sent,
            Collection<ConsumerRecord<byte[], byte[]>> published) {
        return List.of(money(books), stock(books), effects(books), endings(books, now, sent), sequence(published));
    }

    private static Finding money(Books books) {
        var check = new MoneyCheck();
        books.accounts().forEach(account -> check.add(new MoneyCheck.Account(account.customerId(), "EUR", account
                .balance(), books.paid(account.customerId()), books.deposits(account.customerId()))));
        return check.finding();
    }

    private static Finding stock(Books books) {
        var check = new StockCheck();
        books.stock().forEach(item -> check.add(new StockCheck.Article(item.sku(), item.available(), item.reserved(),
                books.deliveries(item.sku()), books.held(item.sku()))));
        return check.finding();
    }

    private static Finding effects(Books books) {
        var orders = books.orders().stream().collect(Collectors.toMap(OrderRow::id, OrderRow::status));
        var paid = new HashSet<UUID>();
        books.payments().stream().filter(payment -> payment.status().equals("COMPLETED")).map(PaymentRow::orderId)
                .forEach(paid::add);
        var reserved = new HashSet<UUID>();
        books.reservations().stream().filter(reservation -> reservation.status().equals("RESERVED")).map(
                ReservationRow::orderId).forEach(reserved::add);
        var picture = new EffectsCheck.Picture(orders, paid, reserved);
        return EffectsCheck.finding(picture, EffectsCheck.suspects(picture));
    }

    private static Finding endings(Books books, Instant now, Function<UUID, List<String>> sent) {
        var check = new EndingsCheck(Duration.ZERO, true);
        books.orders().forEach(order -> check.add(new EndingsCheck.Saga(order.id(), EndingsCheck.Status.valueOf(order
                .status()), order.deadlineAt(), now, books.steps(order.id()), sent.apply(order.id()))));
        return check.finding(check.suspects());
    }

    private static Finding sequence(Collection<ConsumerRecord<byte[], byte[]>> published) {
        var check = new SequenceCheck();
        published.forEach(record -> check.add(new PublishedRecord(record.topic(), record.partition(), record.offset(),
                UUID.fromString(header(record, "ce_id")), header(record, "ce_source"), new String(record.key(), UTF_8),
                Long.parseLong(header(record, "ce_sequence")), 0, null)));
        return check.finding();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
