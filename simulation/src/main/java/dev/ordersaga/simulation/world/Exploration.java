package dev.ordersaga.simulation.world;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.ordersaga.simulation.books.Invariant;
import dev.ordersaga.simulation.books.OrderRow;
import dev.ordersaga.simulation.books.Violation;
import dev.ordersaga.simulation.broker.Partition;
import dev.ordersaga.simulation.broker.Topics;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.choice.RecordedChoices;
import dev.ordersaga.simulation.choice.Script;
import dev.ordersaga.simulation.process.Program;

/**
 * One order with all its messages, in every order in which they can be delivered: the messages of a topic one after the
 * other, those of different topics in any order, some of them twice; the deadline passes and the customer cancels at any
 * moment, or not. Not by chance: every state that can be reached is reached, and judged.
 *
 * <p>
 * A transaction that rolls back leaves everything as it was, and a crash after a commit is a delivery that comes twice, so
 * neither needs a step of its own. What the relay delays reaches consumers later, so it may as well be published at once.
 */
public final class Exploration {

    /**
     * What an exploration saw.
     *
     * @param states how many different states
     * @param interleavings how many ways through them, from the order's placement to its end
     * @param ends how often which end was reached: status and reason of the order
     * @param violation the first one
     */
    public record Result(int states, BigInteger interleavings, Map<String, Integer> ends,
            Optional<Violation> violation) {}

    /** What may still happen. */
    private record Left(int repetitions, boolean mayCancel, boolean cancelled) {}

    private final World world;
    private final UUID order;
    private final Map<String, BigInteger> ways = new HashMap<>();
    private final Map<String, Integer> ends = new HashMap<>();

    private Exploration(World world) {
        this.world = world;
        this.order = world.clients().orders().getFirst();
    }

    /**
     * @param enoughMoney whether the customer can pay
     * @param enoughStock whether there is enough in stock
     * @param repetitions how many messages may come twice
     */
    public static Result explore(boolean enoughMoney, boolean enoughStock, int repetitions, Set<Bug> bugs) {
        var setup = new Setup(1, 1, new int[]{enoughMoney ? 4 : 1, 0}, new int[]{enoughStock ? 1 : 0, 1}, 1, 0, 10, 0);
        var world = new World(setup, new RecordedChoices(new Script(new int[0], new int[0])), bugs, false);
        world.open(setup);
        world.tasks().calm(true);
        world.clients().send(world.clients().place("alice", Map.of("mug", 1, "tea", 1)), world
                .company().orderService.up().getFirst());
        var exploration = new Exploration(world);
        exploration.publish();
        var all = exploration.ways(new Left(repetitions, true, false));
        return new Result(exploration.ways.size(), all, exploration.ends, world.violation());
    }

    /** In how many ways it can go on from here. */
    private BigInteger ways(Left left) {
        var state = describe(left);
        var known = ways.get(state);
        if (known != null) {
            return known;
        }
        var all = isQuiet() ? end(left) : BigInteger.ZERO;
        var here = world.save();
        for (var step : steps(left)) {
            if (world.violation().isPresent()) {
                break;
            }
            var then = step.take();
            publish();
            all = all.add(ways(then));
            here.run();
        }
        ways.put(state, all);
        return all;
    }

    /** Does something; what may still happen then. */
    private interface Step {

        Left take();
    }

    private List<Step> steps(Left left) {
        var steps = new ArrayList<Step>();
        for (var service : world.services()) {
            for (var partition : service.group().unread(member(service))) {
                steps.add(() -> deliver(service, partition, false, left));
                if (left.repetitions() > 0) {
                    steps.add(() -> deliver(service, partition, true, new Left(left.repetitions() - 1, left
                            .mayCancel(), left.cancelled())));
                }
            }
        }
        if (left.mayCancel()) {
            steps.add(() -> cancel(left));
        }
        if (status().equals("PENDING")) {
            steps.add(() -> expire(left));
        }
        return steps;
    }

    private Left deliver(Service service, Partition partition, boolean again, Left left) {
        world.start(member(service), "poll", () -> service.reader().deliver(member(service), partition, again));
        return left;
    }

    private Left cancel(Left left) {
        boolean[] accepted = new boolean[1];
        world.start(member(world.company().orderService), "cancellation", () -> accepted[0] = world.company().settling
                .cancel(order));
        return new Left(left.repetitions(), false, accepted[0]);
    }

    private Left expire(Left left) {
        world.clock().pass(Company.DEADLINE);
        world.pollDeadlines(member(world.company().orderService));
        return left;
    }

    private void publish() {
        for (var service : world.services()) {
            while (service.relay().isBehind()) {
                world.relay(service);
            }
        }
        world.services().forEach(service -> service.group().passOverIgnored());
    }

    private boolean isQuiet() {
        return world.services().stream().allMatch(service -> service.group().unread(member(service)).isEmpty());
    }

    private BigInteger end(Left left) {
        if (world.violation().isEmpty()) {
            new Audit(world).check();
        }
        var row = world.books().orders().stream().findFirst().orElseThrow();
        if (left.cancelled() && !row.status().equals("CANCELLED")) {
            world.books().report(Invariant.PROMISES, "the cancellation was accepted, but the order is " + row
                    .status());
        }
        ends.merge(row.status() + " " + row.reason(), 1, Integer::sum);
        return BigInteger.ONE;
    }

    private static Program member(Service service) {
        return service.instances().getFirst();
    }

    private String status() {
        return world.books().orders().stream().map(OrderRow::status).findFirst().orElseThrow();
    }

    /** All that the future depends on, and what has been sent. */
    private String describe(Left left) {
        var text = new StringBuilder().append(left);
        for (var service : world.services()) {
            service.database().describe(text);
            service.database().outbox().rows().forEach(row -> text.append(row.type()).append(','));
            for (var partition : service.group().partitions()) {
                text.append(partition).append(':');
                var records = partition.records();
                records.subList(service.group().committed(partition), records.size()).forEach(record -> text.append(
                        Topics.type(record)).append(service.inbox().knows(record) ? "* " : " "));
            }
        }
        return text.toString();
    }
}
