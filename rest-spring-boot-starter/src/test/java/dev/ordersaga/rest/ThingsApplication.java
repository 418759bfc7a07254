package dev.ordersaga.rest;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/** The smallest service that has everything that can go wrong. */
@SpringBootConfiguration
@EnableAutoConfiguration
class ThingsApplication {

    record Thing(@NotBlank String name, @NotEmpty List<@NotNull @Valid Line> lines) {}

    record Line(@NotBlank String sku, @NotNull @Min(1) @Max(10) Integer quantity) {}

    record Answer(String name, int lines) {}

    /** Cannot be written. */
    record Broken() {

        public String getName() {
            return List.<String>of().getFirst();
        }
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    Filter failingFilter() {
        return new OncePerRequestFilter() {

            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                switch (request.getRequestURI()) {
                    case "/filter/unforeseen" -> throw new IllegalStateException("secret of the filter");
                    case "/filter/unavailable" -> throw new IllegalStateException(new SQLException("gone", "57P01"));
                    case "/filter/teapot" -> response.sendError(418, "secret of the teapot");
                    default -> chain.doFilter(request, response);
                }
            }
        };
    }

    @RestController
    static class Things {

        @PostMapping("/things")
        Answer create(@Valid @RequestBody Thing thing) {
            return new Answer(thing.name(), thing.lines().size());
        }

        @GetMapping("/things")
        String list(@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
                @RequestHeader("If-Token") @Pattern(regexp = "[a-z]+") String token) {
            return token + limit;
        }

        @GetMapping(path = "/things/{id}", produces = "application/json")
        Map<String, UUID> get(@PathVariable UUID id) {
            return Map.of("id", id);
        }

        @PostMapping("/forms")
        String form(@RequestParam String name) {
            return name;
        }
    }

    /** Requests wait there until it is opened. */
    @RestController
    static class Gate {

        final Semaphore arrived = new Semaphore(0);
        final CountDownLatch open = new CountDownLatch(1);

        @GetMapping("/gate")
        String pass() throws InterruptedException {
            arrived.release();
            open.await();
            return "through";
        }
    }

    @RestController
    static class Failures {

        @GetMapping("/failures/{kind}")
        Object fail(@PathVariable String kind) throws Exception {
            throw Failure.valueOf(kind).exception();
        }

        @GetMapping("/broken")
        Broken broken() {
            return new Broken();
        }
    }
}
