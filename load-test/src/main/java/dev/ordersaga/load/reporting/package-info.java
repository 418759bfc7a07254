/** What a run says: a table, a picture, JSON. */
@NullMarked
package dev.ordersaga.load.reporting;

import org.jspecify.annotations.NullMarked;
