package dev.ordersaga.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.ordersaga.simulation.process.Program;

/** Programs that come and go, and members that change their partitions. */
record Faults(World world) {

    List<Runnable> alternatives(Step step) {
        return switch (step) {
            case START -> starts();
            case CRASH -> world.tasks().mayFault() ? crashes() : List.of();
            case LEAVE -> leaves();
            case REBALANCE -> rebalances();
            case TAKE_OVER -> takeOvers();
            default -> throw new IllegalArgumentException("no fault: " + step);
        };
    }

    private List<Runnable> starts() {
        return programs().filter(program -> !program.isUp()).<Runnable>map(program -> () -> {
            program.start();
            tell(program, "starts");
            rebalanceItsService(program);
        }).toList();
    }

    private List<Runnable> crashes() {
        return programs().filter(Program::isUp).<Runnable>map(program -> () -> {
            world.tasks().countFault();
            program.crash();
            tell(program, "✗ crashes");
        }).toList();
    }

    /** Like a crash, but not in the middle of anything. */
    private List<Runnable> leaves() {
        return programs().filter(program -> program.isUp() && !world.tasks().isBusy(program)).<Runnable>map(
                program -> () -> {
                    program.crash();
                    tell(program, "leaves");
                    rebalanceItsService(program);
                }).toList();
    }

    /** As when a member was slow for too long: it goes on with what it has read, and so does its successor. */
    private List<Runnable> rebalances() {
        var rebalances = new ArrayList<Runnable>();
        for (var service : world.services()) {
            if (service.up().size() > 1) {
                rebalances.add(() -> {
                    world.history().add(service.name(), "rebalances", "", "");
                    service.rebalance(world.choices());
                });
            }
        }
        return rebalances;
    }

    private List<Runnable> takeOvers() {
        var takeOvers = new ArrayList<Runnable>();
        for (var service : world.services()) {
            for (var successor : world.company().relays) {
                if (successor.isUp() && successor != service.relay().owner()) {
                    takeOvers.add(() -> service.relay().giveTo(successor));
                }
            }
        }
        return takeOvers;
    }

    private Stream<Program> programs() {
        return Stream.concat(world.company().relays.stream(), world.services().stream().flatMap(service -> service
                .instances().stream()));
    }

    private void rebalanceItsService(Program program) {
        world.services().stream().filter(service -> service.instances().contains(program)).forEach(service -> service
                .rebalance(world.choices()));
    }

    private void tell(Program program, String what) {
        world.history().add(program.name(), what, "", "");
    }
}
