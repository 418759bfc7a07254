package dev.ordersaga.local.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.ordersaga.local.Endpoints;

/**
 * A stack that another {@code saga} process holds.
 *
 * @param processes of the parts that ran when it was looked for, by their names
 */
public record RunningStack(Endpoints endpoints, Parts parts, Map<String, ProcessHandle> processes) {

    /** The stack that runs in that data folder ({@link StackOptions#data()}) and is ready, if there is one. */
    public static Optional<RunningStack> find(Path data) {
        return RunFile.read(data)
                .filter(run -> run.supervisor().alive().isPresent() && run.ready())
                .map(run -> new RunningStack(run.endpoints(), new ControlledParts(run.controlPort(), run.token()),
                        alive(run.processes())));
    }

    private static Map<String, ProcessHandle> alive(Map<String, ProcessIdentity> processes) {
        return processes.entrySet().stream().flatMap(part -> part.getValue().alive().stream().map(process -> Map.entry(
                part.getKey(), process))).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
