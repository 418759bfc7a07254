package dev.ordersaga.rest;

import java.io.IOException;
import java.util.concurrent.Semaphore;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what is more than so many requests at once. With a virtual thread for each, nothing else does: a service that has just
 * started would take in all who waited for it, and they would wait for its few connections until each of them timed out, and for ever
 * again. Management (health) has no limit. Thread-safe.
 */
final class RequestLimitFilter extends OncePerRequestFilter {

    private final int limit;
    private final String unlimited;
    private final Semaphore places;

    /** @param unlimited paths that begin with that are never refused */
    RequestLimitFilter(int limit, String unlimited) {
        this.limit = limit;
        this.unlimited = unlimited;
        this.places = new Semaphore(limit);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(unlimited);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, new OverloadedException(limit));
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }
}
