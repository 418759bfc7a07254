package dev.ordersaga.outbox.autoconfigure;

import java.io.IOException;

import dev.ordersaga.outbox.MessageContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Lets the W3C trace context of a REST request travel on in the messages that the request causes. */
@AutoConfiguration
@ConditionalOnClass(Filter.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class TraceContextAutoConfiguration {

    @Bean
    Filter traceContextFilter() {
        return (request, response, chain) -> {
            String traceparent = request instanceof HttpServletRequest http ? http.getHeader("traceparent") : null;
            if (traceparent == null) {
                chain.doFilter(request, response);
                return;
            }
            try {
                new MessageContext(null, null, traceparent).call(() -> {
                    chain.doFilter(request, response);
                    return null;
                });
            } catch (IOException | ServletException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new ServletException(e);
            }
        };
    }
}
