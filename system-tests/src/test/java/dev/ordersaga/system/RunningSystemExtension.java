package dev.ordersaga.system;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test class a system of its own for as long as it runs; those of all classes are stopped at the end. */
final class RunningSystemExtension implements BeforeAllCallback, ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace MINE = ExtensionContext.Namespace.create(
            RunningSystemExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
        var systems = context.getRoot().getStore(MINE)
                .computeIfAbsent(RunningSystems.class, _ -> new RunningSystems(), RunningSystems.class);
        context.getStore(MINE).put(RunningSystems.Loan.class, systems.borrow()); // closed with the class
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningSystem.class;
    }

    @Override
    public RunningSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return loan(context).system();
    }

    /** A program that dies by itself is a failure, even where nobody has noticed. */
    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            loan(context).spoil();
        }
        try {
            loan(context).system().requireAlive();
        } catch (AssertionError e) {
            loan(context).spoil();
            throw e;
        }
    }

    private static RunningSystems.Loan loan(ExtensionContext context) {
        return requireNonNull(context.getStore(MINE).get(RunningSystems.Loan.class, RunningSystems.Loan.class));
    }
}
