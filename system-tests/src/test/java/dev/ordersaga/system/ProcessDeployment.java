package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.audit.Auditor;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.Progress;
import dev.ordersaga.local.stack.Stack;
import dev.ordersaga.local.stack.StackOptions;

/** PostgreSQL, Kafka and the four programs, each a process of its own. */
record ProcessDeployment(Stack stack) implements Deployment {

    static ProcessDeployment in(Path folder) {
        return new ProcessDeployment(Stack.start(StackOptions.anyPorts(folder), Progress.silent()));
    }

    @Override
    public Endpoints endpoints() {
        return stack.endpoints();
    }

    @Override
    public Parts parts() {
        return stack.parts();
    }

    @Override
    public Auditor auditor() {
        return Auditor.LOCAL;
    }

    @Override
    public AnotherInstance another(String program) {
        return AnotherProcess.of(program, endpoints(), stack.logs().resolve("another-" + program + ".log"));
    }

    @Override
    public void requireAlive() {
        assertThat(stack.failure()).as(() -> "a part that ended by itself: " + stack.failure().getNow("none"))
                .isNotDone();
    }

    @Override
    public void close() {
        stack.close();
    }
}
