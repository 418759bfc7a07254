/** The stack of {@code docker-compose.yml}: found among the containers of this machine, and broken and mended there. */
@NullMarked
package dev.ordersaga.local.compose;

import org.jspecify.annotations.NullMarked;
