/**
 * The scenarios that show what the system does, played through its REST interfaces as a customer and a shopkeeper would.
 * The demo tells them on the terminal; the system tests play the same ones.
 */
@NullMarked
package dev.ordersaga.local.demo;

import org.jspecify.annotations.NullMarked;
