package dev.ordersaga.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.ordersaga.local.process.Signal;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.Stack;

/** Kills, freezes and adds processes. */
final class ProcessBreakages {

    private static final Duration START_BOUND = Duration.ofMinutes(5);

    private final Stack stack;
    private final Instances instances;

    ProcessBreakages(Stack stack, Instances instances) {
        this.stack = stack;
        this.instances = instances;
    }

    Mending kill(String part) {
        stack.parts().kill(part);
        return () -> start(part);
    }

    Mending freeze(String part) {
        if (part.equals(Parts.POSTGRES)) {
            return freezeFamily(stack.process(part));
        }
        stack.parts().suspend(part);
        return () -> stack.parts().resume(part);
    }

    /** All backends as well. The postmaster first, which then makes no further ones. */
    private static Mending freezeFamily(ProcessHandle postmaster) {
        Signal.STOP.send(postmaster);
        List<ProcessHandle> family = Stream.concat(postmaster.descendants(), Stream.of(postmaster)).toList();
        family.forEach(Signal.STOP::send);
        return () -> family.forEach(Signal.CONT::send);
    }

    /** A second instance, which is stopped or killed in the end. */
    Mending add(String program, boolean killed, Consumer<String> tell) {
        var second = Network.second(program);
        tell.accept(killed ? "ends by kill -9" : "ends in good order");
        start(second);
        instances.add(program, stack.uri(second));
        return () -> {
            if (killed) {
                stack.parts().kill(second);
                instances.remove(program, stack.uri(second));
            } else {
                instances.remove(program, stack.uri(second));
                stack.parts().stop(second);
            }
        };
    }

    /** Again if it does not become ready in time: another fault may be in its way, and no orchestrator would give up. */
    private void start(String part) {
        var _ = Insistence.within(START_BOUND, () -> {
            stack.parts().start(part);
            return part;
        });
    }
}
