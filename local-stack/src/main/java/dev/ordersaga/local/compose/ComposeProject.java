package dev.ordersaga.local.compose;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.StackException;

/** The containers that {@code docker compose up} has made of one project, as they were at one moment. */
record ComposeProject(String name, String folder, List<Container> containers) {

    private static final int PROGRAM_PORT = 8080;
    private static final int POSTGRES_PORT = 5432;
    private static final int KAFKA_PORT = 19092;

    static List<ComposeProject> of(List<Container> containers) {
        return containers.stream().filter(Container::isOfProject)
                .collect(groupingBy(Container::project, LinkedHashMap::new, toList()))
                .entrySet().stream()
                .map(project -> new ComposeProject(project.getKey(), project.getValue().getFirst().folder(),
                        project.getValue()))
                .toList();
    }

    /** Whether anything of it runs: stopped projects keep their containers. */
    boolean isRunning() {
        return containers.stream().anyMatch(Container::isRunning);
    }

    boolean isOf(Path checkout) {
        return !folder.isEmpty() && real(Path.of(folder)).equals(real(checkout));
    }

    List<Container> of(String part) {
        return containers.stream().filter(container -> container.part().equals(part)).toList();
    }

    /** The same project with these containers of that part in place of those that it had. */
    ComposeProject with(String part, List<Container> ofPart) {
        var others = containers.stream().filter(container -> !container.part().equals(part));
        return new ComposeProject(name, folder, Stream.concat(others, ofPart.stream()).toList());
    }

    /** @throws StackException that says which of these parts are not there or not healthy */
    void requireHealthy(Collection<String> parts) {
        var problems = parts.stream().flatMap(part -> problems(part).stream()).toList();
        if (!problems.isEmpty()) {
            throw new StackException("Of %s, %s.\n('docker compose -p %s ps' shows more.)".formatted(this,
                    String.join(", ", problems), name));
        }
    }

    /** As far as it runs: a program that does not has no addresses. */
    Endpoints endpoints() {
        var postgres = addresses(Parts.POSTGRES).stream().findFirst().orElse("");
        var kafka = addresses(Parts.KAFKA).stream().findFirst().orElse("");
        return new Endpoints(http(Parts.ORDER_SERVICE), http(Parts.PAYMENT_SERVICE), http(Parts.INVENTORY_SERVICE),
                http(Parts.OUTBOX_RELAY), kafka, Endpoints.jdbc(postgres, "orders"),
                Endpoints.jdbc(postgres, "payments"), Endpoints.jdbc(postgres, "inventory"));
    }

    Optional<String> auditorPassword() {
        return of(Parts.POSTGRES).stream().flatMap(postgres -> postgres.environment("AUDITOR_PASSWORD").stream())
                .findFirst();
    }

    @Override
    public String toString() {
        return "the compose project %s (%s)".formatted(name, folder);
    }

    /** Compose keeps the links of the path that it was called with. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path.toAbsolutePath().normalize();
        }
    }

    private List<String> problems(String part) {
        var ofPart = of(part);
        if (ofPart.isEmpty()) {
            return List.of(part + " is missing");
        }
        var problems = new ArrayList<String>();
        for (var container : ofPart) {
            if (!container.isHealthy()) {
                problems.add("%s is %s".formatted(container.shownName(), container.condition()));
            } else if (container.address(port(part)).isEmpty()) {
                problems.add("%s publishes no port".formatted(container.shownName()));
            }
        }
        return problems;
    }

    private List<URI> http(String part) {
        return addresses(part).stream().map(address -> URI.create("http://" + address)).toList();
    }

    private List<String> addresses(String part) {
        return of(part).stream().flatMap(container -> container.address(port(part)).stream()).sorted().toList();
    }

    private static int port(String part) {
        return switch (part) {
            case Parts.POSTGRES -> POSTGRES_PORT;
            case Parts.KAFKA -> KAFKA_PORT;
            default -> PROGRAM_PORT;
        };
    }
}
