package dev.ordersaga.load.measuring;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.ordersaga.load.driving.Drive;

/**
 * What a part of the load came to.
 *
 * @param name which part it was, for people
 * @param rate orders that were due per second
 * @param seconds how long it lasted
 * @param due how many orders were due
 * @param placed how many of them were accepted
 * @param failures how many of them were not, by status or kind of failure
 * @param outcomes how those that settled ended
 * @param unplanned how many ended in another way than they were meant to
 * @param unsettled how many of those that were placed had not settled long after the end
 * @param placedPerSecond orders accepted while it lasted
 * @param settledPerSecond orders settled while it lasted
 * @param openAtBegin orders on their way at its beginning: sent and not settled, answered or not
 * @param lateness of the generator itself
 * @param post from when an order was due until its POST was answered
 * @param settled from when an order was due until a reader saw it confirmed or cancelled
 * @param settledFromAnswer the same from the POST's answer
 * @param costs of each process of the system
 * @param generator what made the load used
 * @param obstacle why the system did not keep up; empty if it did
 * @param course how it went with time
 */
public record Measurement(String name, double rate, double seconds, long due, long placed, Map<String, Long> failures,
        Map<String, Long> outcomes, long unplanned, long unsettled, double placedPerSecond, double settledPerSecond,
        long openAtBegin, long openAtEnd, Latency lateness, Latency post, Latency settled, Latency settledFromAnswer,
        List<Cost> costs, Cost generator, String obstacle, List<Sample> course) {

    static Measurement of(String name, Drive drive, List<Cost> costs, Cost generator, List<Sample> course) {
        var window = drive.window();
        return new Measurement(name, drive.rate(), drive.seconds(), window.due(), window.placed(), window.failures(),
                window
                        .outcomes(), window.unplanned(), window.placed() - window.settled(), drive.placedPerSecond(),
                drive
                        .settledPerSecond(),
                drive.openAtBegin(), drive.openAtEnd(), Latency.of(window.lateness()), Latency.of(window.post()),
                Latency.of(window.settledFromDue()), Latency.of(window.settledFromAnswer()), costs, generator, Rung.of(
                        drive)
                        .why(), course);
    }

    /** Whether the backlog did not grow, all orders were accepted, and 99 % settled within a second. */
    @JsonProperty
    public boolean keepsUp() {
        return obstacle.isEmpty();
    }

    /** Milliseconds of processor time per settled order, of all processes without the load generator. */
    @JsonProperty
    public double cpu() {
        return costs.stream().mapToDouble(Cost::cpu).sum();
    }
}
