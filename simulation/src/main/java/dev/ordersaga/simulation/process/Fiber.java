package dev.ordersaga.simulation.process;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Work that can be stopped in the middle and gone on with later: a coroutine made of a virtual thread. Exactly one of the
 * two threads runs at any time; each hands over to the other and waits.
 */
final class Fiber {

    private final Thread thread;
    private volatile boolean itsTurn;
    private volatile boolean killed;
    private volatile boolean done;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread owner;

    Fiber(Runnable work) {
        this.thread = Thread.ofVirtual().unstarted(() -> run(work));
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (KilledError _) {
            // as ordered
        } catch (Throwable e) { // for whoever resumed it
            failure = e;
        } finally {
            done = true;
            itsTurn = false;
            LockSupport.unpark(owner);
        }
    }

    /** Lets it run until it pauses or ends. */
    void resume() {
        owner = Thread.currentThread();
        itsTurn = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
        while (itsTurn) {
            LockSupport.park(this);
        }
        var thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("a task of the simulation has failed", thrown);
        }
    }

    /** Called inside: lets the owner go on, and returns when it is resumed. */
    void pause() {
        itsTurn = false;
        LockSupport.unpark(owner);
        while (!itsTurn) {
            LockSupport.park(this);
        }
        if (killed) {
            throw new KilledError();
        }
    }

    /** Ends it where it stands: everything is unwound, nothing goes on. */
    void kill() {
        killed = true;
        resume();
    }

    boolean isDone() {
        return done;
    }
}
