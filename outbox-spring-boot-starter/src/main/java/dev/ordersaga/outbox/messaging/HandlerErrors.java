package dev.ordersaga.outbox.messaging;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Errors of handlers, and of what reads for them, say as little about other messages as their exceptions do; a thread that
 * ends of one handles none.
 */
final class HandlerErrors {

    private HandlerErrors() {}

    /**
     * Does the work.
     *
     * @throws IllegalStateException instead of any error that does not mean the end of the virtual machine
     */
    static <T extends @Nullable Object> T asExceptions(Supplier<T> work) {
        try {
            return work.get();
        } catch (StackOverflowError e) {
            throw failure(e);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Error e) {
            throw failure(e);
        }
    }

    private static IllegalStateException failure(Error e) {
        return new IllegalStateException("it has ended with an error", e);
    }
}
