/**
 * What every REST service answers when something is wrong: RFC 9457 problem details, whatever part of the stack notices
 * it first (a controller, Spring MVC, a filter or Tomcat itself).
 *
 * <p>
 * Application code needs two types: {@link dev.ordersaga.rest.Problems} to refuse a request and
 * {@link dev.ordersaga.rest.Violation} to say which field is to blame.
 */
@NullMarked
package dev.ordersaga.rest;

import org.jspecify.annotations.NullMarked;
