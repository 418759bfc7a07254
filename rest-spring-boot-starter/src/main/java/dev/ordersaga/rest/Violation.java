package dev.ordersaga.rest;

/**
 * One thing that is wrong with a request.
 *
 * @param field a path into the JSON body such as {@code lines[0].quantity}, or the name of a parameter or header; empty
 * for the body as a whole
 * @param message what is wrong, for a reader
 */
public record Violation(String field, String message) {}
