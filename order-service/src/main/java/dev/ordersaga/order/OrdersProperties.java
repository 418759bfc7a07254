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
 */
@Validated
@ConfigurationProperties("orders")
public record OrdersProperties(@DefaultValue("5m") @NotNull @DurationMin(millis = 1) Duration deadline,
        @DefaultValue("1s") @NotNull @DurationMin(millis = 1) Duration deadlinePollInterval) {}
