@NullMarked
package dev.ordersaga.rest;

import org.jspecify.annotations.NullMarked;
