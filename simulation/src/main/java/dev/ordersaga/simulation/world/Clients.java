package dev.ordersaga.simulation.world;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.books.Invariant;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.process.History;
import dev.ordersaga.simulation.process.Point;
import dev.ordersaga.simulation.process.Program;
import dev.ordersaga.simulation.process.Tasks;
import dev.ordersaga.simulation.world.Request.Answer;

/** Customers, those who pay in and those who deliver. They remember what they were told. */
final class Clients {

    private final Company company;
    private final Tasks tasks;
    private final History history;
    private final Books books;
    private final Set<Bug> bugs;
    private final List<Request> requests = new ArrayList<>();
    private final List<Request> placements = new ArrayList<>();
    private final List<Request> cancellations = new ArrayList<>();
    private final Map<String, BigDecimal> deposits = new TreeMap<>();
    private final Map<String, Long> deliveries = new TreeMap<>();

    Clients(Company company, Tasks tasks, History history, Books books, Set<Bug> bugs) {
        this.company = company;
        this.tasks = tasks;
        this.history = history;
        this.books = books;
        this.bugs = bugs;
    }

    Request place(String customer, Map<String, Integer> lines) {
        var key = "order " + placements.size();
        var request = add("POST /orders " + customer + " " + lines, null, company.orderService, () -> new Answer(
                company.desk
                        .place(customer, lines, key), true));
        placements.add(request);
        return request;
    }

    Request cancel(UUID order) {
        var request = add("POST /orders/cancellation", order, company.orderService, () -> new Answer(order,
                company.settling.cancel(order)));
        cancellations.add(request);
        return request;
    }

    Request deposit(String customer, String amount) {
        deposits.merge(customer, new BigDecimal(amount), BigDecimal::add);
        var key = "deposit " + requests.size();
        return add("POST /deposits " + customer + " " + amount, null, company.paymentService, () -> {
            company.cashier.deposit(customer, amount, key);
            return new Answer(null, true);
        });
    }

    Request deliver(String sku, int quantity) {
        deliveries.merge(sku, (long) quantity, Long::sum);
        var key = "delivery " + requests.size();
        return add("POST /deliveries " + quantity + " " + sku, null, company.inventoryService, () -> {
            company.storekeeper.deliver(sku, quantity, key);
            return new Answer(null, true);
        });
    }

    private Request add(String words, @Nullable UUID about, Service service, Supplier<Answer> work) {
        var request = new Request(words, about, service, work);
        requests.add(request);
        return request;
    }

    void send(Request request, Program instance) {
        tasks.start(instance, request.words(), () -> ask(request, instance));
    }

    private void ask(Request request, Program instance) {
        if (bugs.contains(Bug.ANSWER_BEFORE_COMMIT) && cancellations.contains(request)) {
            request.answered(new Answer(request.about(), true));
        }
        try {
            var answer = request.ask();
            boolean arrives = tasks.passes(Point.ANSWER);
            if (arrives) {
                request.answered(answer);
            }
            if (!arrives || !answer.accepted()) {
                tell(request, instance, answer, arrives ? "answers 409" : "✗ answer is lost");
            }
        } catch (DataAccessException e) {
            tell(request, instance, null, "answers 503");
        } catch (RuntimeException e) {
            books.report(Invariant.HANDLING, request.words() + " fails: " + e.getMessage());
        }
    }

    private void tell(Request request, Program instance, @Nullable Answer answer, String result) {
        if (history.isKept()) {
            history.add(instance.name(), request.words(), answer == null ? "" : Objects.toString(answer.order(), ""),
                    result);
        }
    }

    /** Those that nobody has answered. */
    List<Request> unanswered() {
        return requests.stream().filter(request -> request.answer() == null).toList();
    }

    int placements() {
        return placements.size();
    }

    /** The orders that customers know of, in the order in which they placed them. */
    List<UUID> orders() {
        return placements.stream().flatMap(request -> Stream.ofNullable(request.order())).toList();
    }

    List<Request> requestedPlacements() {
        return placements;
    }

    List<Request> requestedCancellations() {
        return cancellations;
    }

    /** What was paid in by each customer, once each request. */
    Map<String, BigDecimal> deposits() {
        return deposits;
    }

    /** What was delivered of each sku, once each request. */
    Map<String, Long> deliveries() {
        return deliveries;
    }
}
