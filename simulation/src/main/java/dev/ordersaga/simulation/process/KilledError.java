package dev.ordersaga.simulation.process;

/**
 * Unwinds what a killed program was doing. It means the end of the virtual machine, so that nobody takes it for a defect of what
 * was being done.
 */
public final class KilledError extends VirtualMachineError {

    private static final long serialVersionUID = 1L;

    KilledError() {
        super("killed");
    }

    /** There are many of them, and nobody asks where. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
