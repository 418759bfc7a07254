package dev.ordersaga.simulation.world;

import java.util.List;
import java.util.Optional;

import dev.ordersaga.simulation.books.Invariant;
import dev.ordersaga.simulation.process.Program;

/** When faults have stopped: everything that is left to do is done, in a fixed order. */
final class Settling {

    private static final int MOST_STEPS = 1_000;
    private static final int BATCH = 3;

    private final World world;
    private int steps;

    Settling(World world) {
        this.world = world;
    }

    void settle() {
        world.history().add("", "—— the faults stop: everything settles ——", "", "");
        world.tasks().reap();
        world.tasks().calm(true);
        startPrograms();
        goOn();
        nobodyWaitsForADeadline();
        // What has ended does not care about deadlines.
        world.clock().pass(Company.DEADLINE.multipliedBy(2));
        if (world.violation().isEmpty()) {
            world.history().add("time", "all deadlines pass", "", "");
            world.pollDeadlines(world.company().orderService.up().getFirst());
            goOn();
        }
        world.tasks().killAll();
    }

    /** All messages have been handled: an order that waits for one more has lost it. */
    private void nobodyWaitsForADeadline() {
        world.books().orders().stream().filter(order -> order.status().equals("PENDING")).findFirst()
                .ifPresent(order -> world.books().report(Invariant.ENDINGS, order.id()
                        + " is still PENDING, though all messages have been handled: only its deadline will end it"));
    }

    private void startPrograms() {
        for (var service : world.services()) {
            start(service.instances());
            service.rebalance(world.choices());
            if (!service.relay().owner().isUp()) {
                service.relay().owner().start();
            }
        }
    }

    private static void start(List<Program> instances) {
        if (instances.stream().noneMatch(Program::isUp)) {
            instances.getFirst().start();
        }
    }

    private void goOn() {
        while (world.violation().isEmpty()) {
            var next = next();
            if (next.isEmpty()) {
                break;
            }
            if (++steps > MOST_STEPS) {
                world.books().report(Invariant.ENDINGS, "it goes on and on: nothing has settled after " + MOST_STEPS
                        + " steps without a fault");
                break;
            }
            world.tick();
            next.get().run();
        }
    }

    private Optional<Runnable> next() {
        var ready = world.tasks().ready();
        if (!ready.isEmpty()) {
            return Optional.of(() -> world.tasks().resume(ready.getFirst()));
        }
        for (var service : world.services()) {
            if (service.relay().isBehind()) {
                return Optional.of(() -> world.relay(service));
            }
            for (var member : service.up()) {
                if (!service.group().unread(member).isEmpty()) {
                    return Optional.of(() -> world.poll(service, member, BATCH));
                }
            }
        }
        return world.clients().unanswered().stream().findFirst().map(request -> () -> world.clients().send(request,
                request.service().up().getFirst()));
    }
}
