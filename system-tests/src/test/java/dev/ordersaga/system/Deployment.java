package dev.ordersaga.system;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.audit.Auditor;
import dev.ordersaga.local.stack.Parts;

/** What the whole system runs as, on free ports and with data of its own. */
sealed interface Deployment extends AutoCloseable permits ProcessDeployment, ComposeDeployment {

    Endpoints endpoints();

    Parts parts();

    Auditor auditor();

    /** Not started yet. */
    AnotherInstance another(String program);

    /** @throws AssertionError when a part has ended by itself, even if it runs again */
    void requireAlive();

    /** Ends everything and leaves nothing behind but logs. */
    @Override
    void close();
}
