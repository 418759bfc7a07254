package dev.ordersaga.system;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

import dev.ordersaga.testing.InfrastructureKind;

/** A system or two, started when they are wanted; each is used by one test class at a time. */
final class RunningSystems implements AutoCloseable {

    /**
     * Much of what is tested is waiting for what was broken, so two cores have enough to do with two. Containers cost more:
     * with two systems of them, starts take minutes.
     */
    private final Semaphore permits = new Semaphore(switch (InfrastructureKind.current()) {
        case EMBEDDED -> 2;
        case CONTAINERS -> 1;
    });
    private final Deque<RunningSystem> idle = new ArrayDeque<>();
    private int started;

    /** Waits until there is one for the caller alone. */
    Loan borrow() throws InterruptedException {
        permits.acquire();
        try {
            return new Loan(take());
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private RunningSystem take() {
        int number;
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
            number = ++started;
        }
        return RunningSystem.start("system-" + number);
    }

    @Override
    public synchronized void close() {
        idle.parallelStream().forEach(RunningSystem::close);
        idle.clear();
    }

    /** Closing it gives the system back. */
    final class Loan implements AutoCloseable {

        private final RunningSystem system;
        private volatile boolean spoiled;

        private Loan(RunningSystem system) {
            this.system = system;
        }

        RunningSystem system() {
            return system;
        }

        /** A test has failed: nobody knows in what state it has left the system, so nobody else shall get it. */
        void spoil() {
            spoiled = true;
        }

        @Override
        public void close() {
            try {
                if (spoiled) {
                    system.close();
                } else {
                    synchronized (RunningSystems.this) {
                        idle.push(system);
                    }
                }
            } finally {
                permits.release();
            }
        }
    }
}
