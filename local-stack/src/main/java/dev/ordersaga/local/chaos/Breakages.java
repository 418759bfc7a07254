package dev.ordersaga.local.chaos;

import java.util.SplittableRandom;
import java.util.function.Consumer;

import dev.ordersaga.local.stack.Stack;

/** Does what a plan says. Safe for use by several threads. */
final class Breakages implements AutoCloseable {

    private final ProcessBreakages processes;
    private final NetworkBreakages network;
    private final DatabaseBreakages databases;
    private final TopicBreakages topics;

    Breakages(Stack stack, Network network, Instances instances, TopicBreakages topics) {
        this.processes = new ProcessBreakages(stack, instances);
        this.network = new NetworkBreakages(network);
        this.databases = new DatabaseBreakages(stack.endpoints());
        this.topics = topics;
    }

    /** @param tell is told what the plan leaves open */
    Mending begin(Fault fault, Consumer<String> tell) {
        var random = new SplittableRandom(fault.seed());
        var target = fault.target();
        return switch (fault.kind()) {
            case PROGRAM_KILLED, SERVER_KILLED -> processes.kill(target);
            case PROGRAM_FROZEN, SERVER_FROZEN -> processes.freeze(target);
            case INSTANCE_ADDED -> processes.add(target, random.nextBoolean(), tell);
            case CUT -> network.cut(target, random, tell);
            case HUSHED -> network.hush(target, random, tell);
            case BACKEND_KILLED -> databases.killBackend(tell);
            case BACKENDS_TERMINATED -> databases.terminateSessions(1 + random.nextInt(5), tell);
            case LONG_TRANSACTION -> databases.holdTransaction(target, random.nextBoolean());
            case DEADLINES -> databases.passDeadlines(1 + random.nextInt(20), tell);
            case POISON -> topics.poison(Topic.named(target), random);
            case DUPLICATES -> topics.repeat(Topic.named(target), tell);
        };
    }

    @Override
    public void close() {
        topics.close();
    }
}
