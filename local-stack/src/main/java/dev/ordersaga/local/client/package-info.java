/**
 * A small client of the three services' REST interfaces, for whoever plays a customer or a shopkeeper: the demo and the
 * system tests. It knows the wire format and nothing of the services' code.
 */
@NullMarked
package dev.ordersaga.local.client;

import org.jspecify.annotations.NullMarked;
