/**
 * The invariants that can be seen from outside, checked on a running system: the three databases through a role that
 * only reads, and the topics as a read_committed consumer sees them.
 *
 * <p>
 * Everything is in motion while one looks. A database is read in one snapshot; what spans databases and topics is only
 * suspicious at first, is looked at again until it has resolved itself, and is a violation when it persists.
 */
@NullMarked
package dev.ordersaga.local.audit;

import org.jspecify.annotations.NullMarked;
