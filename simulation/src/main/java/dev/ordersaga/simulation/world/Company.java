package dev.ordersaga.simulation.world;

import static dev.ordersaga.outbox.messaging.SimulatedListeners.JSON;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.ordersaga.inventory.reservation.SimulatedReservations;
import dev.ordersaga.inventory.stock.SimulatedStock;
import dev.ordersaga.inventory.stock.SimulatedStorekeeper;
import dev.ordersaga.order.order.SimulatedOrders;
import dev.ordersaga.order.placing.SimulatedDesk;
import dev.ordersaga.order.settling.SimulatedSettling;
import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.outbox.messaging.SimulatedListeners;
import dev.ordersaga.payment.account.SimulatedAccounts;
import dev.ordersaga.payment.account.SimulatedCashier;
import dev.ordersaga.payment.payment.SimulatedPayments;
import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.books.Invariant;
import dev.ordersaga.simulation.broker.ConsumerGroup;
import dev.ordersaga.simulation.broker.GroupReader;
import dev.ordersaga.simulation.broker.Relay;
import dev.ordersaga.simulation.broker.Subscriptions;
import dev.ordersaga.simulation.broker.Topics;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.choice.Choices;
import dev.ordersaga.simulation.database.Database;
import dev.ordersaga.simulation.database.SimulatedInbox;
import dev.ordersaga.simulation.database.SimulatedOutbox;
import dev.ordersaga.simulation.process.History;
import dev.ordersaga.simulation.process.Program;
import dev.ordersaga.simulation.process.Tasks;

/** The three services, put together as their configurations do it. */
final class Company {

    static final Duration DEADLINE = Duration.ofMinutes(5);
    static final Map<String, String> PRICES = Map.of("tea", "1.00", "mug", "2.00");
    static final List<String> TOPICS = List.of("order-events", "payment-events", "inventory-events",
            "payment-commands", "inventory-commands");

    private final Choices choices;
    private final Tasks tasks;
    private final History history;
    private final Books books;
    private final Topics topics;
    private final Set<Bug> bugs;
    private final int instances;

    final List<Program> relays;
    final Service orderService;
    final Service paymentService;
    final Service inventoryService;
    final SimulatedDesk desk;
    final SimulatedSettling settling;
    final SimulatedCashier cashier;
    final SimulatedStorekeeper storekeeper;

    Company(Choices choices, Tasks tasks, History history, Books books, Topics topics, VirtualClock clock,
            Set<Bug> bugs, int instances) {
        this.choices = choices;
        this.tasks = tasks;
        this.history = history;
        this.books = books;
        this.topics = topics;
        this.bugs = bugs;
        this.instances = instances;
        this.relays = programs("relay");

        var orderDatabase = database();
        var orders = new SimulatedOrders(orderDatabase, books, bugs);
        var orderOutbox = outbox(orderDatabase, "order-service");
        this.desk = new SimulatedDesk(orderDatabase, orders, orderOutbox, clock, DEADLINE, PRICES, bugs);
        this.settling = new SimulatedSettling(orderDatabase, orders, orderOutbox, clock, bugs);
        this.orderService = service("order-service", orderDatabase, settling.subscription());

        var paymentDatabase = database();
        paymentDatabase.watch(books::checkMoney);
        var accounts = new SimulatedAccounts(paymentDatabase, books, bugs);
        this.cashier = new SimulatedCashier(paymentDatabase, accounts, books, bugs);
        var payments = new SimulatedPayments(paymentDatabase, accounts, outbox(paymentDatabase, "payment-service"),
                books, bugs);
        this.paymentService = service("payment-service", paymentDatabase, payments.subscription());

        var inventoryDatabase = database();
        inventoryDatabase.watch(books::checkStock);
        var stock = new SimulatedStock(inventoryDatabase, books, bugs);
        this.storekeeper = new SimulatedStorekeeper(inventoryDatabase, stock, books);
        var reservations = new SimulatedReservations(inventoryDatabase, stock, outbox(inventoryDatabase,
                "inventory-service"), books, bugs);
        this.inventoryService = service("inventory-service", inventoryDatabase, reservations.subscription());
    }

    private Database database() {
        return new Database(tasks, history, bugs, deadlock -> books.report(Invariant.LOCKS, deadlock));
    }

    private static SimulatedOutbox outbox(Database database, String service) {
        return new SimulatedOutbox(database, JSON, "/" + service);
    }

    private Service service(String name, Database database, Subscription subscription) {
        var inbox = new SimulatedInbox(database, bugs);
        var observer = new Observer(name, database, books);
        var listener = SimulatedListeners.of(Subscriptions.around(subscription, observer), inbox, database,
                observer::parked);
        var group = new ConsumerGroup(topics, subscription);
        var relay = new Relay(name, database, topics, relays.getFirst(), choices, tasks, history, bugs);
        var service = new Service(name, programs(name), database, inbox, group, new GroupReader(group, listener,
                choices,
                tasks, history, bugs), relay);
        service.rebalance(choices);
        return service;
    }

    private List<Program> programs(String name) {
        return List.of(new Program(name + " A", true), new Program(name + " B", instances > 1));
    }

    List<Service> services() {
        return List.of(orderService, paymentService, inventoryService);
    }
}
