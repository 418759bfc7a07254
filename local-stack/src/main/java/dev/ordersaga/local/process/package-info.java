/** Child processes of this JVM: started, signalled, watched and never left behind. */
@NullMarked
package dev.ordersaga.local.process;

import org.jspecify.annotations.NullMarked;
