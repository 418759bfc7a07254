/**
 * A Java agent that halts a program at a named point, without any hook in the program itself. It runs inside the program
 * under test, out of a jar that the test makes of these classes.
 */
@NullMarked
package dev.ordersaga.system.crash;

import org.jspecify.annotations.NullMarked;
