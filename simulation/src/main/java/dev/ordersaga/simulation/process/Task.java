package dev.ordersaga.simulation.process;

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/** Something that a program does, from its beginning to its end, perhaps with pauses. */
public final class Task {

    private final Program program;
    private final String what;
    private final boolean stepwise;
    private String words;
    private @Nullable Fiber fiber;
    private @Nullable BooleanSupplier awaited;

    Task(Program program, String what, boolean stepwise) {
        this.program = program;
        this.what = what;
        this.words = what;
        this.stepwise = stepwise;
    }

    public Program program() {
        return program;
    }

    public String what() {
        return what;
    }

    /** What it is doing, more precisely than {@link #what()}. */
    public String words() {
        return words;
    }

    public void says(String more) {
        words = more;
    }

    boolean isStepwise() {
        return stepwise;
    }

    @Nullable
    Fiber fiber() {
        return fiber;
    }

    void runAs(Fiber itsFiber) {
        this.fiber = itsFiber;
    }

    void await(@Nullable BooleanSupplier condition) {
        this.awaited = condition;
    }

    boolean isReady() {
        var condition = awaited;
        return condition == null || condition.getAsBoolean();
    }

    @Override
    public String toString() {
        return program + ": " + words;
    }
}
