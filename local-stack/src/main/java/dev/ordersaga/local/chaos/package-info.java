/**
 * Breaks a running stack at random, under load, and shows that nothing is lost and nothing happens twice.
 *
 * <p>
 * What is broken when is drawn beforehand ({@link dev.ordersaga.local.chaos.FaultPlan}), and done by
 * {@link dev.ordersaga.local.chaos.Faults} while {@link dev.ordersaga.local.chaos.Load} goes on; what clients were told is
 * kept ({@link dev.ordersaga.local.chaos.Ledger}) and held against the databases in the end.
 */
@NullMarked
package dev.ordersaga.local.chaos;

import org.jspecify.annotations.NullMarked;
