package dev.ordersaga.rest;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of a REST service.
 *
 * @param maxBody the largest request body; anything larger is answered with 413
 */
@ConfigurationProperties("ordersaga.rest")
record RestProperties(@DefaultValue("64KB") DataSize maxBody) {}
