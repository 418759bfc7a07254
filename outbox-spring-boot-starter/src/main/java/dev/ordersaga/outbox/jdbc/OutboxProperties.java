package dev.ordersaga.outbox.jdbc;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The outbox and inbox tables.
 *
 * @param migrate whether the starter creates and updates its tables at start
 * @param readerRole the relay's database role: it is granted to read the outbox table, to have old partitions of it removed
 * as {@code retention} says, and nothing else
 * @param connectRetries how often to try to reach the database at start, with pauses that grow to two minutes
 * @param inboxRetention how long handled messages are remembered; must be longer than any message can be delivered again
 * after it was handled; zero means for ever
 * @param retention how long published rows stay in the outbox
 */
@Validated
@ConfigurationProperties("ordersaga.outbox")
public record OutboxProperties(@DefaultValue("true") boolean migrate,
        @DefaultValue("") @Pattern(regexp = "[A-Za-z0-9_]*") String readerRole,
        @DefaultValue("10") int connectRetries,
        @DefaultValue("14d") @NotNull Duration inboxRetention,
        @DefaultValue @Valid Retention retention) {

    /**
     * What the relay may remove, and when. Rows leave by whole partitions, never before they are published.
     *
     * @param keep how long rows stay, for replay, after they were published; zero means for ever
     * @param partitionInterval a partition is in use for so long, which is how much longer than {@code keep} a row may stay
     * @param partitionRows a partition gets at most about so many rows
     */
    public record Retention(@DefaultValue("1d") @DurationMin Duration keep,
            @DefaultValue("3h") @DurationMin(seconds = 1) Duration partitionInterval,
            @DefaultValue("20000000") @Min(1) long partitionRows) {

        static final Retention DEFAULT = new Retention(Duration.ofDays(1), Duration.ofHours(3), 20_000_000);
    }
}
