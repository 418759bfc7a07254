package dev.ordersaga.relay;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.ordersaga.relay.RelayProcess.Fate;
import dev.ordersaga.relay.RelayProcess.Point;
import dev.ordersaga.testing.Infrastructure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Several instances with the settings that they have by themselves: who publishes what, and who next. */
@Order(1)
class RelayInstancesTest {

    private static final Duration REPLACEMENT = Duration.ofSeconds(5);
    private static final Duration ZOMBIE = Duration.ofSeconds(40);

    private final String id = "relay-" + UUID.randomUUID();
    private final Map<String, TestOutbox> outboxes = new TreeMap<>();
    private final Map<String, TestTopic> topics = new TreeMap<>();

    @Test
    void theSourcesAreSpreadEvenlyOverTwoAndThreeInstancesAndAgainWhenOneJoinsOrIsKilledWhileWritersAreAtWork() {
        sources(3);
        var writers = new ArrayList<Writers>();
        try (var first = TestRelay.startAsItIs(id, "first", sources())) {
            awaitOwners(first, 3);
            outboxes.forEach((name, outbox) -> writers.add(Writers.keepOn(outbox, topic(name))));
            try (var third = RelayProgram.start(id, "third", sources())) {
                awaitOwners(first, 1, 2);
                try (var second = TestRelay.startAsItIs(id, "second", sources())) {
                    awaitOwners(first, 1, 1, 1);
                    awaitOwners(second, 1, 1, 1);
                    third.kill();
                    awaitOwners(first, 1, 2);
                    awaitOwners(second, 1, 2);
                    second.stop();
                    awaitOwners(first, 3);
                    writers.forEach(Writers::enough);
                    outboxes.forEach((name, outbox) -> topic(name).receivesExactly(outbox.committed()));
                }
            }
        } finally {
            writers.forEach(Writers::close);
        }
    }

    @Test
    void aKilledInstanceIsReplacedWithinFiveSecondsInAllThatItOwned() {
        sources(3);
        try (var killed = RelayProgram.start(id, "killed", sources()); var looksOn = sick()) {
            awaitOwner(looksOn, "killed");
            try (var other = TestRelay.startAsItIs(id, "other", sources())) {
                awaitOwners(other, 1, 2);
                killed.kill();
                await().atMost(REPLACEMENT).until(() -> isActiveEverywhere(other));
                outboxes.forEach((name, outbox) -> outbox.append(topic(name).name(), "a"));
                outboxes.forEach((name, outbox) -> topic(name).receivesExactly(outbox.committed()));
            }
        }
    }

    @Test
    void anInstanceThatIsAskedToStopHandsOverAtOnce() {
        sources(2);
        try (var stopped = RelayProgram.start(id, "stopped", sources()); var looksOn = sick()) {
            awaitOwner(looksOn, "stopped");
            try (var other = TestRelay.startAsItIs(id, "other", sources())) {
                awaitOwners(other, 1, 1);
                stopped.asksToStop();
                await().atMost(REPLACEMENT).until(() -> isActiveEverywhere(other));
                outboxes.forEach((name, outbox) -> outbox.append(topic(name).name(), "a"));
                outboxes.forEach((name, outbox) -> topic(name).receivesExactly(outbox.committed()));
            }
        }
    }

    @Test
    void anInstanceThatStoodStillForFortySecondsPublishesNothingMore() {
        sources(1);
        var name = outboxes.keySet().iterator().next();
        var outbox = Objects.requireNonNull(outboxes.get(name));
        outbox.appendMany(topic(name).name(), 10_000);
        try (var zombie = RelayProcess.start(id, outbox, Point.BEFORE_COMMIT, 2, Fate.STANDS_STILL, true)) {
            await().until(() -> topic(name).uncommitted() > 0);
            var stillSince = Instant.now();
            var source = Map.of("source", outbox.source());
            try (var standby = TestRelay.start(withoutHandOver(TestRelay.defaults(id, source)), "standby",
                    Infrastructure.kafka().bootstrapServers(), UnaryOperator.identity())) {
                await().untilAsserted(() -> assertThat(standby.status("source").owner()).isEqualTo("process"));
                topic(name).receivesExactly(outbox.committed());
                assertThat(standby.status("source").owner()).isEqualTo("standby");
                await().atMost(ZOMBIE.multipliedBy(2))
                        .until(() -> Duration.between(stillSince, Instant.now()).compareTo(ZOMBIE) > 0);

                long before = standby.status("source").rowsPublished();
                zombie.goesOn();
                zombie.says("is STANDBY");
                await().until(() -> standby.status("source").candidates().contains("process"));
                outbox.append(topic(name).name(), "new");
                topic(name).receivesExactly(outbox.committed());
                await().until(() -> standby.status("source").rowsPublished() > before);
            }
        }
    }

    @Test
    void anInstanceThatCannotPublishLeavesItsSourcesToOneThatCanAndEverybodyTellsWhoThatIs() {
        sources(2);
        try (var sick = sick()) {
            await().untilAsserted(() -> assertThat(sick.statuses()).allSatisfy((_, status) -> {
                assertThat(status.state()).isEqualTo(SourceState.FAILED);
                assertThat(status.owner()).as("nobody owns it").isNull();
            }));
            assertThat(sick.gauge("outbox.relay.owned", "source-0")).isZero();
            try (var well = TestRelay.startAsItIs(id, "well", sources())) {
                await().until(() -> isActiveEverywhere(well));
                awaitOwner(sick, "well");
                assertThat(sick.gauge("outbox.relay.owned", "source-0")).isEqualTo(1);
                assertThat(sick.gauge("outbox.relay.owner", "source-0")).isZero();
                assertThat(well.gauge("outbox.relay.owner", "source-0")).isEqualTo(1);
                outboxes.forEach((name, outbox) -> outbox.append(topic(name).name(), "a"));
                outboxes.forEach((name, outbox) -> topic(name).receivesExactly(outbox.committed()));
            }
            awaitOwner(sick, null);
        }
    }

    @Test
    void twoInstancesOfOneNameShareTheSourcesAndAreToldApart() {
        sources(2);
        try (var one = TestRelay.startAsItIs(id, "twin", sources());
                var other = TestRelay.startAsItIs(id, "twin", sources())) {
            await().untilAsserted(() -> {
                assertThat(owners(one)).hasSize(2).allMatch(owner -> owner.matches("twin~\\w+"));
                assertThat(owners(other)).isEqualTo(owners(one));
            });
        }
    }

    @Test
    void theLagIsToldInRowsAndInSeconds() {
        sources(1);
        var missing = TestTopic.missing();
        var outbox = Objects.requireNonNull(outboxes.get("source-0"));
        try (var relay = TestRelay.start(parkingNothing(TestRelay.defaults(id, sources())), "relay",
                Infrastructure.kafka().bootstrapServers(), UnaryOperator.identity())) {
            outbox.append(missing.name(), "a");
            outbox.append(missing.name(), "b");
            outbox.append(missing.name(), "c");
            await().untilAsserted(() -> assertThat(relay.status("source-0").lag()).isNotNull().satisfies(lag -> {
                assertThat(lag.rows()).isEqualTo(3);
                assertThat(lag.seconds()).isPositive();
            }));
            missing.make();
            missing.receivesExactly(outbox.committed());
            await().untilAsserted(() -> assertThat(relay.status("source-0")).satisfies(status -> {
                assertThat(status.lag()).isEqualTo(new SourceStatus.Lag(0, 0));
                assertThat(status.rowsPerSecond()).isPositive();
            }));
        }
    }

    private void sources(int number) {
        for (var each = 0; each < number; each++) {
            outboxes.put("source-" + each, TestOutbox.create());
            topics.put("source-" + each, TestTopic.create());
        }
    }

    private Map<String, RelayProperties.Source> sources() {
        var sources = new LinkedHashMap<String, RelayProperties.Source>();
        outboxes.forEach((name, outbox) -> sources.put(name, outbox.source()));
        return sources;
    }

    private TestTopic topic(String source) {
        return Objects.requireNonNull(topics.get(source));
    }

    /** An instance that fails on whatever it takes, and looks on. */
    private TestRelay sick() {
        return TestRelay.start(TestRelay.defaults(id, sources()), "sick", Infrastructure.kafka().bootstrapServers(),
                producer -> {
                    producer.close();
                    throw new IllegalStateException("sick");
                });
    }

    private static RelayProperties withoutHandOver(RelayProperties settings) {
        return new RelayProperties(settings.sources(), settings.batchSize(), settings.batchBytes(), settings.polling(),
                settings.transactionTimeout(), settings.rowBytes(), settings.parking(), settings.backOff(), settings
                        .cursorTopic(), settings.id(),
                settings.instance(), new RelayProperties.SpreadTimes(settings.spread().look(), Duration.ofHours(1),
                        settings.spread().probation()), settings.retention());
    }

    /** A row that cannot be published holds up its source then. */
    private static RelayProperties parkingNothing(RelayProperties settings) {
        return new RelayProperties(settings.sources(), settings.batchSize(), settings.batchBytes(), settings.polling(),
                settings.transactionTimeout(), settings.rowBytes(),
                new RelayProperties.ParkingSettings(0, settings.parking().retryAfter()), settings.backOff(),
                settings.cursorTopic(), settings.id(), settings.instance(), settings.spread(), settings.retention());
    }

    private static boolean isActiveEverywhere(TestRelay relay) {
        return relay.statuses().values().stream().allMatch(status -> status.state() == SourceState.ACTIVE);
    }

    private static void awaitOwner(TestRelay told, @Nullable String owner) {
        await().untilAsserted(() -> assertThat(told.statuses())
                .allSatisfy((_, status) -> assertThat(status.owner()).isEqualTo(owner)));
    }

    private static Set<String> owners(TestRelay told) {
        return told.statuses().values().stream().map(SourceStatus::owner).map(String::valueOf).collect(toSet());
    }

    /** How many sources each owner has, in ascending order. */
    private static void awaitOwners(TestRelay told, Integer... shares) {
        await().untilAsserted(() -> {
            var owners = told.statuses().values().stream().map(SourceStatus::owner).toList();
            assertThat(owners).doesNotContainNull();
            assertThat(owners.stream().distinct().map(owner -> Collections.frequency(owners, owner)).sorted())
                    .isEqualTo(List.of(shares));
        });
    }
}
