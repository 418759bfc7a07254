/** Dead letters on the command line: what could not be handled, why, and what is to become of it. */
@NullMarked
package dev.ordersaga.local.deadletters;

import org.jspecify.annotations.NullMarked;
