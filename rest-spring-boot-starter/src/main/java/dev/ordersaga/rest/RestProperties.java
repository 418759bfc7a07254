package dev.ordersaga.rest;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of a REST service.
 *
 * @param maxBody the largest request body; anything larger is answered with 413
 * @param maxRequests so many are answered at once; what is more is told to come again (503)
 */
@ConfigurationProperties("ordersaga.rest")
record RestProperties(@DefaultValue("64KB") DataSize maxBody, @DefaultValue("256") int maxRequests) {

    RestProperties {
        if (maxRequests < 1) {
            throw new IllegalArgumentException("ordersaga.rest.max-requests is 1 at least, was " + maxRequests);
        }
    }
}
