package dev.ordersaga.benchmarks.measuring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.ordersaga.benchmarks.contenders.Contender;
import dev.ordersaga.benchmarks.contenders.RunningContender;
import dev.ordersaga.benchmarks.contenders.Site;
import dev.ordersaga.benchmarks.measuring.Plan.Part;
import dev.ordersaga.load.processes.Machine;
import dev.ordersaga.benchmarks.servers.Servers;
import dev.ordersaga.local.process.Folders;

/** The whole of it: one PostgreSQL, one Kafka, everybody in turn, round by round. */
public final class Run {

    private final Plan plan;
    private final Progress progress;
    private final Path work;
    private final Map<String, Collected> collected = new LinkedHashMap<>();
    private final List<Writers.Result> writers = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int sites;

    public Run(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        this.work = plan.out().resolve("work");
    }

    private record Collected(List<Throughput.Result> throughput, List<Latency.Result> latency,
            List<Results.Idle> idle) {}

    /** What is done with one contender that runs. */
    @FunctionalInterface
    private interface Measurement {

        void of(Contender contender, Site site, RunningContender program) throws Exception;
    }

    public Results measure() {
        var begun = Instant.now();
        plan.chosen().forEach(contender -> collected.put(contender.name(),
                new Collected(new ArrayList<>(), new ArrayList<>(), new ArrayList<>())));
        Folders.delete(work);
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.says("starting PostgreSQL and Kafka");
        try (var servers = Servers.start(work)) {
            measure(servers);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Folders.delete(work.resolve("postgres"));
        Folders.delete(work.resolve("kafka"));
        return new Results(begun, Instant.now().getEpochSecond() - begun.getEpochSecond(), Machine.description(), plan,
                plan.chosen().stream().map(this::result).toList(), writers, failures);
    }

    private Results.OfContender result(Contender contender) {
        var found = collected(contender);
        return new Results.OfContender(contender.name(), contender.label(), contender.guarantee(), contender.notes(),
                found.throughput(), found.latency(), found.idle());
    }

    private Collected collected(Contender contender) {
        var found = collected.get(contender.name());
        if (found == null) {
            throw new IllegalStateException(contender.name());
        }
        return found;
    }

    private void measure(Servers servers) throws SQLException {
        try (var connection = servers.connect(); var statement = connection.createStatement()) {
            statement.execute("create role outbox_relay login replication password 'outbox_relay'");
            if (plan.parts().contains(Part.THROUGHPUT)) {
                progress.says("making the messages");
                Store.create(connection, plan.stored());
            }
        }
        if (plan.parts().contains(Part.THROUGHPUT)) {
            rounds("throughput", plan.rounds(), servers, true, this::throughput);
        }
        if (plan.parts().contains(Part.LATENCY)) {
            rounds("latency", plan.latencyRounds(), servers, false, this::latency);
        }
        if (plan.parts().contains(Part.WRITERS)) {
            writers.addAll(new Writers(servers, plan, progress).measure());
        }
    }

    private void throughput(Contender contender, Site site, RunningContender program) throws SQLException {
        var rows = contender.backlog(plan.rows());
        var result = new Throughput(site, contender, progress).measure(program, contender.warmUp(rows), rows);
        collected(contender).throughput().add(result);
        var cpu = result.cpuPerMillion();
        progress.says("%,.0f rows/s, CPU s per million: %.1f + PostgreSQL %.1f + Kafka %.1f%s".formatted(
                result.rowsPerSecond(), cpu.contender(), cpu.postgres(), cpu.kafka(), result.published().remarks()));
    }

    private void latency(Contender contender, Site site, RunningContender program) throws Exception {
        var found = collected(contender);
        var measuring = new Latency(site, plan, progress);
        measuring.measure(program, found.latency(), found.idle());
    }

    private void rounds(String part, int rounds, Servers servers, boolean standsStill, Measurement measurement) {
        for (var round = 1; round <= rounds; round++) {
            for (var contender : plan.chosen()) {
                progress.begins("%s %d/%d  %s".formatted(part, round, rounds, contender.name()));
                try {
                    one(contender, servers, standsStill, measurement);
                } catch (Exception e) { // the others are measured all the same
                    failures.add("%s, round %d: %s: %s".formatted(part, round, contender.name(), e.getMessage()));
                    progress.says("FAILED");
                    progress.fails(e);
                }
            }
        }
    }

    private void one(Contender contender, Servers servers, boolean standsStill, Measurement measurement)
            throws Exception {
        var name = contender.name().replace('-', '_') + "_" + ++sites;
        var site = new Site(servers, name, name, Files.createDirectories(work.resolve(name)));
        servers.topics().create(name);
        try (var connection = servers.connect(); var statement = connection.createStatement()) {
            statement.execute("create schema " + name);
            contender.prepare(site);
            try (var program = contender.start(site, plan.startOptions(standsStill, name))) {
                measurement.of(contender, site, program);
            }
            contender.cleanUp(site);
            statement.execute("drop schema " + name + " cascade");
        }
        servers.topics().delete(name);
    }
}
