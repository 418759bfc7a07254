package dev.ordersaga.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.books.Invariant;
import dev.ordersaga.simulation.books.Violation;
import dev.ordersaga.simulation.broker.Topics;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.choice.Choices;
import dev.ordersaga.simulation.process.History;
import dev.ordersaga.simulation.process.Program;
import dev.ordersaga.simulation.process.Tasks;

/** Everything that there is in a simulation. For one thread; worlds have nothing in common. */
final class World {

    private static final Duration STEP = Duration.ofMillis(10);

    private final Choices choices;
    private final VirtualClock clock = new VirtualClock();
    private final History history;
    private final Tasks tasks;
    private final Books books = new Books();
    private final Topics topics;
    private final Company company;
    private final Clients clients;

    World(Setup setup, Choices choices, Set<Bug> bugs, boolean keepHistory) {
        this.choices = choices;
        this.history = new History(clock::instant, keepHistory);
        this.tasks = new Tasks(choices, history);
        this.topics = new Topics(Company.TOPICS, setup.partitions(), clock::instant, bugs);
        this.company = new Company(choices, tasks, history, books, topics, clock, bugs, setup.instances());
        this.clients = new Clients(company, tasks, history, books, bugs);
    }

    /** Money and stock to begin with. */
    void open(Setup setup) {
        tasks.calm(true);
        for (int customer = 0; customer < setup.money().length; customer++) {
            if (setup.money()[customer] > 0) {
                askAtOnce(clients.deposit(Menu.CUSTOMERS.get(customer), setup.money()[customer] + ".00"));
            }
        }
        for (int sku = 0; sku < setup.stock().length; sku++) {
            if (setup.stock()[sku] > 0) {
                askAtOnce(clients.deliver(Menu.SKUS.get(sku), setup.stock()[sku]));
            }
        }
        tasks.calm(false);
        tasks.allow(setup.faults(), setup.haste());
    }

    private void askAtOnce(Request request) {
        clients.send(request, request.service().up().getFirst());
    }

    /** Time goes on a little, and what programs were doing that are down now has ended. */
    void tick() {
        clock.pass(STEP);
        tasks.reap();
    }

    Choices choices() {
        return choices;
    }

    VirtualClock clock() {
        return clock;
    }

    History history() {
        return history;
    }

    Tasks tasks() {
        return tasks;
    }

    Books books() {
        return books;
    }

    Topics topics() {
        return topics;
    }

    Company company() {
        return company;
    }

    Clients clients() {
        return clients;
    }

    List<Service> services() {
        return company.services();
    }

    Optional<Violation> violation() {
        return books.violation();
    }

    /** A message batch, or what is there of it. */
    void poll(Service service, Program member, int most) {
        start(member, "poll", () -> service.reader().poll(member, most));
    }

    void relay(Service service) {
        start(service.relay().owner(), "relay " + service.name(), service.relay()::run);
    }

    void pollDeadlines(Program instance) {
        start(instance, "deadlines", company.settling::pollDeadlines);
    }

    void start(Program program, String what, Runnable work) {
        tasks.start(program, what, () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                books.report(Invariant.HANDLING, "%s of %s fails: %s".formatted(what, program, e.getMessage()));
            }
        });
    }

    /** What puts it all back as it is now; while nothing is going on. */
    Runnable save() {
        var saved = new ArrayList<Runnable>();
        services().forEach(service -> saved.add(service.save()));
        saved.add(topics.save());
        saved.add(books.save());
        var now = clock.instant();
        saved.add(() -> clock.set(now));
        return () -> saved.forEach(Runnable::run);
    }
}
