package dev.ordersaga.relay;

import java.time.Duration;
import java.util.Map;

import dev.ordersaga.relay.cdc.SlotName;
import dev.ordersaga.relay.outbox.Candidate;
import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.outbox.Portions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the relay.
 *
 * @param sources the outboxes to publish, by name; the name is the key of the source's cursor
 * @param batchSize most rows of one Kafka transaction
 * @param batchBytes a Kafka transaction ends with the row that reaches this size
 * @param polling how often a source is asked for new rows
 * @param transactionTimeout after which the broker aborts the transaction of a relay that is dead or stands still, and
 * the database server ends its session
 * @param rowBytes a larger row is not read, its key is parked
 * @param parking keys of which a row cannot be published
 * @param backOff how long a source waits after an error
 * @param cursorTopic the compacted topic that holds the cursors; made at the start if there is none
 * @param id begins the transactional ids; relays that stand in for each other have the same one
 * @param instance the name of this relay among them; by default its host and port
 * @param spread how relays of one id share the sources
 * @param retention removing published rows, where the table has functions for it
 */
@Validated
@ConfigurationProperties("relay")
record RelayProperties(@NotEmpty Map<String, @Valid Source> sources, @DefaultValue("20000") @Min(1) int batchSize,
        @DefaultValue("16MB") @NotNull DataSize batchBytes, @DefaultValue @Valid Polling polling,
        @DefaultValue("10s") @DurationMin(seconds = 1) Duration transactionTimeout,
        @DefaultValue("8MB") @NotNull DataSize rowBytes, @DefaultValue @Valid ParkingSettings parking,
        @DefaultValue @Valid BackOffTimes backOff, @DefaultValue("outbox-relay-cursors") @NotBlank String cursorTopic,
        @DefaultValue("outbox-relay") @NotBlank String id,
        @Nullable @Pattern(regexp = "[\\w.:-]{1," + Candidate.LONGEST_INSTANCE + "}") String instance,
        @DefaultValue @Valid SpreadTimes spread, @DefaultValue @Valid RetentionTimes retention) {

    /**
     * An outbox.
     *
     * @param url JDBC URL of its database
     * @param username role that may read the table
     * @param password its password
     * @param table the table, with its schema if that is not on the role's search path
     * @param keepsTransactions no committed transaction is ever lost when a standby takes over, since all of them are
     * synchronous: then the source goes on by itself on the new timeline
     * @param mode how new rows are found
     * @param slot the replication slot for change data capture; by default made of the relay's id and the source's name
     * @param publication the publication of the table for change data capture
     */
    record Source(@NotBlank String url, @Nullable String username, @Nullable String password,
            @DefaultValue("outbox") @NotBlank String table, @DefaultValue("false") boolean keepsTransactions,
            @DefaultValue("polling") ReadingMode mode, @Nullable @Pattern(regexp = SlotName.PATTERN) String slot,
            @DefaultValue("outbox_relay") @NotBlank String publication) {}

    /** How new rows are found. */
    enum ReadingMode {
        /** By asking the table for them. */
        POLLING,
        /** Change data capture: the database sends them, out of its log; and by polling while it does not. */
        CDC
    }

    /**
     * Pauses between two polls.
     *
     * @param busy after a poll that found rows
     * @param idle reached by doubling while polls find none
     */
    record Polling(@DefaultValue("2ms") @DurationMin(millis = 1) Duration busy,
            @DefaultValue("50ms") @DurationMin(millis = 1) Duration idle) {}

    /**
     * Keys of which a row cannot be published.
     *
     * @param keys most that may be parked of one source; with more the source stops until somebody has looked
     * @param retryAfter when a row is tried again whose topic is missing or forbidden; all else waits for the operator
     */
    record ParkingSettings(@DefaultValue("1000") @Min(0) int keys,
            @DefaultValue("10s") @DurationMin(millis = 1) Duration retryAfter) {}

    /**
     * Pauses after errors.
     *
     * @param first after the first error
     * @param longest reached by doubling while errors follow each other
     * @param standby between two attempts of a relay that is not the active one to become it
     */
    record BackOffTimes(@DefaultValue("100ms") @DurationMin(millis = 1) Duration first,
            @DefaultValue("5s") @DurationMin(millis = 1) Duration longest,
            @DefaultValue("100ms") @DurationMin(millis = 1) Duration standby) {}

    /**
     * How relays share the sources.
     *
     * @param look how often a relay looks who publishes a source and who could
     * @param settle one that should have a source has to stand by for so long before it is handed over
     * @param probation one that fails before it has owned a source for so long is not given it back for as long, and
     * longer each time
     */
    record SpreadTimes(@DefaultValue("1s") @DurationMin(millis = 10) Duration look,
            @DefaultValue("2s") @DurationMin(millis = 10) Duration settle,
            @DefaultValue("30s") @DurationMin(millis = 10) Duration probation) {}

    /** A standby that was not heard for so long is taken for dead, whatever the state of its connection. */
    Duration signOfLife() {
        return backOff.standby().multipliedBy(3).plusSeconds(2);
    }

    /**
     * Removing published rows. How long they stay is a setting of the table, not of the relay.
     *
     * @param every how often the table is looked after
     */
    record RetentionTimes(@DefaultValue("10s") @DurationMin(millis = 1) Duration every) {}

    /** By that name relays stand in for each other. */
    String lock(String source) {
        return id + "-" + source;
    }

    String slot(String source) {
        var settings = sources.get(source);
        return settings == null || settings.slot() == null ? SlotName.of(id + "_" + source) : settings.slot();
    }

    boolean acceptsTimelines(String source) {
        var settings = sources.get(source);
        return settings != null && settings.keepsTransactions();
    }

    OutboxDatabase database(Source source) {
        return new OutboxDatabase(source.url(), source.username(), source.password(), source.table(),
                Portions.USUAL, rowBytes.toBytes(), transactionTimeout);
    }
}
