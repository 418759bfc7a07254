package dev.ordersaga.simulation.world;

import java.util.Arrays;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.stream.Stream;

import dev.ordersaga.simulation.books.OrderRow;
import dev.ordersaga.simulation.process.Program;

/** What may happen next in a world, and lets it happen. */
final class Menu {

    static final List<String> CUSTOMERS = List.of("alice", "bob");
    static final List<String> SKUS = List.of("mug", "tea");

    private static final Step[] STEPS = Step.values();
    private static final int[] WEIGHTS = Arrays.stream(STEPS).mapToInt(Step::weight).toArray();
    /** To find out that a step is not possible just now is cheaper than to look through all of them. */
    private static final int ATTEMPTS = 8;
    private static final int EXTRAS = 2;

    /** A member that has something to read and is not reading. */
    private record Reading(Service service, Program member) {}

    private final World world;
    private final int orders;
    private final Faults faults;
    private int deposits;
    private int deliveries;
    private int cancellations;

    Menu(World world, int orders) {
        this.world = world;
        this.orders = orders;
        this.faults = new Faults(world);
    }

    /** Chooses what happens next, and lets it happen; nothing if no choice fits the moment. */
    void step() {
        world.choices().step();
        world.tick();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var alternatives = alternatives(STEPS[world.choices().weighted(WEIGHTS)]);
            if (!alternatives.isEmpty()) {
                any(alternatives).run();
                break;
            }
        }
        world.tasks().reap();
    }

    private List<Runnable> alternatives(Step step) {
        return switch (step) {
            case GO_ON -> world.tasks().ready().stream().<Runnable>map(task -> () -> world.tasks().resume(task))
                    .toList();
            case RELAY -> world.services().stream().filter(this::canRelay).<Runnable>map(service -> () -> world.relay(
                    service)).toList();
            case DELIVER -> readings().<Runnable>map(reading -> () -> deliver(reading)).toList();
            case PLACE -> onlyIf(world.clients().placements() < orders && !world.company().orderService.up().isEmpty(),
                    this::place);
            case CANCEL -> onlyIf(cancellations < EXTRAS && !world.company().orderService.up().isEmpty()
                    && !world.clients().orders().isEmpty(), this::cancel);
            case ASK_AGAIN -> world.clients().unanswered().stream().filter(request -> !request.service().up().isEmpty())
                    .<Runnable>map(request -> () -> ask(request)).toList();
            case DEPOSIT -> onlyIf(deposits < EXTRAS && !world.company().paymentService.up().isEmpty(), this::deposit);
            case RESTOCK -> onlyIf(deliveries < EXTRAS && !world.company().inventoryService.up().isEmpty(),
                    this::restock);
            case DEADLINE -> pending().<Runnable>map(order -> () -> passDeadline(order)).toList();
            case POLL_DEADLINES -> onlyIf(overdue(), () -> world.pollDeadlines(any(world.company().orderService.up())));
            case START, CRASH, LEAVE, REBALANCE, TAKE_OVER -> faults.alternatives(step);
        };
    }

    static List<Runnable> onlyIf(boolean condition, Runnable action) {
        return condition ? List.of(action) : List.of();
    }

    private boolean canRelay(Service service) {
        var owner = service.relay().owner();
        return owner.isUp() && service.relay().isBehind() && !world.tasks().isBusy(owner, "relay " + service.name());
    }

    private Stream<Reading> readings() {
        return world.services().stream().flatMap(service -> service.up().stream()
                .filter(member -> !world.tasks().isBusy(member, "poll") && !service.group().unread(member).isEmpty())
                .map(member -> new Reading(service, member)));
    }

    private void deliver(Reading reading) {
        world.poll(reading.service(), reading.member(), 1 + world.choices().weighted(3, 2, 1, 1));
    }

    private <T> T any(List<T> some) {
        return some.get(world.choices().below(some.size()));
    }

    private void ask(Request request) {
        world.clients().send(request, any(request.service().up()));
    }

    private void place() {
        var customer = world.choices().oneIn(12) ? "carol" : any(CUSTOMERS);
        var lines = new LinkedHashMap<String, Integer>();
        var first = any(SKUS);
        lines.put(first, 1 + world.choices().weighted(3, 1));
        if (world.choices().weighted(1, 1) == 1) {
            var second = SKUS.get(1 - SKUS.indexOf(first));
            lines.put(second, 1 + world.choices().weighted(3, 1));
        }
        ask(world.clients().place(customer, lines));
    }

    private void cancel() {
        cancellations++;
        ask(world.clients().cancel(any(world.clients().orders())));
    }

    private void deposit() {
        deposits++;
        ask(world.clients().deposit(any(CUSTOMERS), (1 + world.choices().below(2)) + ".00"));
    }

    private void restock() {
        deliveries++;
        ask(world.clients().deliver(any(SKUS), 1 + world.choices().below(2)));
    }

    private Stream<OrderRow> pending() {
        return world.books().orders().stream().filter(order -> order.status().equals("PENDING") && order.deadlineAt()
                .isAfter(world.clock().instant()));
    }

    private void passDeadline(OrderRow order) {
        world.clock().set(order.deadlineAt());
        world.history().add("time", "deadline passes", order.id().toString(), "");
    }

    private boolean overdue() {
        return !world.company().orderService.up().isEmpty() && world.books().orders().stream().anyMatch(order -> !order
                .deadlineAt().isAfter(world.clock().instant()) && !order.status().equals("CANCELLED"));
    }
}
