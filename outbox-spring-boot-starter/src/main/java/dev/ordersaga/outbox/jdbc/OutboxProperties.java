package dev.ordersaga.outbox.jdbc;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The outbox and inbox tables.
 *
 * @param migrate whether the starter creates and updates its tables at start
 * @param readerRole the relay's database role: it is granted to read the outbox table, and nothing else
 * @param connectRetries how often to try to reach the database at start, with pauses that grow to two minutes
 * @param inboxRetention how long handled messages are remembered; must be longer than any message can be delivered again
 * after it was handled; zero means for ever
 */
@Validated
@ConfigurationProperties("ordersaga.outbox")
public record OutboxProperties(@DefaultValue("true") boolean migrate,
        @DefaultValue("") @Pattern(regexp = "[A-Za-z0-9_]*") String readerRole,
        @DefaultValue("10") int connectRetries,
        @DefaultValue("14d") @NotNull Duration inboxRetention) {}
