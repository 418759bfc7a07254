/**
 * The mechanics that every service shares: an outbox written in the business transaction, an inbox that lets a message
 * take effect once, and subscriptions that handle one poll batch in one database transaction.
 *
 * <p>
 * Application code needs five types: {@link dev.ordersaga.outbox.Outbox} and
 * {@link dev.ordersaga.outbox.OutgoingMessage} to send, {@link dev.ordersaga.outbox.Subscription} and
 * {@link dev.ordersaga.outbox.IncomingMessage} to receive, {@link dev.ordersaga.outbox.RejectedMessageException} to
 * refuse. None of them knows Kafka or Spring Messaging.
 */
@NullMarked
package dev.ordersaga.outbox;

import org.jspecify.annotations.NullMarked;
