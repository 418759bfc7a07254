package dev.ordersaga.outbox.messaging;

import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are sent and received.
 *
 * @param enabled whether the subscriptions of this application run
 * @param source CloudEvents source of all messages, a URI reference; by default a slash and spring.application.name
 * @param topics the topics that this service owns: it creates them at start where they are missing
 * @param partitions how many partitions a topic gets that is created
 * @param replicationFactor on how many brokers a topic is kept that is created
 * @param concurrency how many consumers of each subscription run in this instance
 * @param maxBatch how many messages one poll batch, and so one transaction, has at most
 * @param longestRest after a batch that was not full a consumer rests for as long as that took, at most for this long: the
 * next one is larger then, and costs less a message; 0: not
 * @param offsetCommitInterval offsets are committed at most so often, and when a partition or the instance goes: each commit
 * costs a round trip to the broker and a record there. What comes again for want of one the inbox knows
 * @param shutdownTimeout how long a running batch may take when the application stops
 * @param watchInterval how often to look how many dead letters are open and how far the subscriptions are behind
 * @param retry how a failing message is tried again
 */
@Validated
@ConfigurationProperties("ordersaga.messaging")
public record MessagingProperties(@DefaultValue("true") boolean enabled,
        @Nullable String source,
        @DefaultValue List<String> topics,
        @DefaultValue("6") @Min(1) int partitions,
        @DefaultValue("1") @Min(1) @Max(Short.MAX_VALUE) short replicationFactor,
        @DefaultValue("1") @Min(1) int concurrency,
        @DefaultValue("500") @Min(1) int maxBatch,
        @DefaultValue("30ms") @DurationMin Duration longestRest,
        @DefaultValue("200ms") @DurationMin(millis = 1) Duration offsetCommitInterval,
        @DefaultValue("10s") @NotNull Duration shutdownTimeout,
        @DefaultValue("5s") @NotNull Duration watchInterval,
        @DefaultValue @Valid RetryProperties retry) {

    /**
     * Exponential back-off. While the database is away it goes on for ever; a message that fails for another reason is
     * parked after the attempts.
     *
     * @param initialInterval the first pause
     * @param multiplier by what the pause grows
     * @param maxInterval the longest pause
     * @param maxAttempts how often a message is tried that fails for a transient reason such as a deadlock; after any other
     * exception it is tried three times at most
     */
    public record RetryProperties(@DefaultValue("100ms") @NotNull Duration initialInterval,
            @DefaultValue("2") @DecimalMin("1") double multiplier,
            @DefaultValue("5s") @NotNull Duration maxInterval,
            @DefaultValue("8") @Min(1) int maxAttempts) {}
}
