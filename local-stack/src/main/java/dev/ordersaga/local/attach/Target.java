package dev.ordersaga.local.attach;

import java.util.Optional;
import java.util.function.Supplier;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.compose.ComposeStack;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.RunningStack;

/**
 * A stack that runs already.
 *
 * @param name which one, for people
 * @param endpoints as they are now: a part may be somewhere else after it was started again
 * @param parts empty where they cannot be broken and mended from here
 * @param auditorPassword where the stack itself tells it
 */
public record Target(String name, Supplier<Endpoints> endpoints, Optional<Parts> parts,
        Optional<String> auditorPassword) {

    static Target at(String name, Endpoints endpoints) {
        return new Target(name, () -> endpoints, Optional.empty(), Optional.empty());
    }

    static Target of(RunningStack stack, String data) {
        return new Target("what 'saga up' runs in " + data, stack::endpoints, Optional.of(stack.parts()),
                Optional.empty());
    }

    static Target of(ComposeStack stack) {
        return new Target(stack.toString(), stack::endpoints, Optional.of(stack.parts()), stack.auditorPassword());
    }
}
