package dev.ordersaga.system;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the system when the first test wants it, and stops it after the last one of all classes. */
final class RunningSystemExtension implements ParameterResolver, AfterEachCallback {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningSystem.class;
    }

    @Override
    public RunningSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return system(context);
    }

    /** A program that dies by itself is a failure, even where nobody has noticed. */
    @Override
    public void afterEach(ExtensionContext context) {
        system(context).requireAlive();
    }

    private static RunningSystem system(ExtensionContext context) {
        return context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(RunningSystem.class, _ -> RunningSystem.start(), RunningSystem.class);
    }
}
