package dev.ordersaga.order;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long an order may take.
 *
 * @param deadline an order that is still PENDING after this time is cancelled
 * @param deadlinePollInterval how often to look for such orders
 * @param overdueGrace an order that has not settled so long after its deadline, or after its last step where that is later,
 * counts as overdue
 * @param overduePollInterval how often to look how many orders are overdue
 */
@Validated
@ConfigurationProperties("orders")
public record OrdersProperties(@DefaultValue("5m") @NotNull @DurationMin(millis = 1) Duration deadline,
        @DefaultValue("1s") @NotNull @DurationMin(millis = 1) Duration deadlinePollInterval,
        @DefaultValue("30s") @NotNull @DurationMin(millis = 0) Duration overdueGrace,
        @DefaultValue("5s") @NotNull @DurationMin(millis = 1) Duration overduePollInterval) {}
