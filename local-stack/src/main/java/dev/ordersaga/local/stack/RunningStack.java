package dev.ordersaga.local.stack;

import java.nio.file.Path;
import java.util.Optional;

import dev.ordersaga.local.Endpoints;

/** A stack that another {@code saga} process holds. */
public record RunningStack(Endpoints endpoints, Parts parts) {

    /** The stack that runs in that data folder ({@link StackOptions#data()}) and is ready, if there is one. */
    public static Optional<RunningStack> find(Path data) {
        return RunFile.read(data)
                .filter(run -> run.supervisor().alive().isPresent() && run.ready())
                .map(run -> new RunningStack(run.endpoints(), new ControlledParts(run.controlPort(), run.token())));
    }
}
