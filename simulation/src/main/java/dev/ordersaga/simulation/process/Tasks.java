package dev.ordersaga.simulation.process;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.simulation.choice.Choices;

/**
 * The tasks of a world, of which one runs at a time: until it ends, waits for a lock, or is held up at a {@link Point}.
 * For one thread, that of the scheduler.
 */
public final class Tasks {

    private final Choices choices;
    private final History history;
    private final List<Task> open = new ArrayList<>();
    private @Nullable Task running;
    private int faultsLeft;
    private int haste = 6;
    private boolean calm;

    public Tasks(Choices choices, History history) {
        this.choices = choices;
        this.history = history;
    }

    /**
     * From now on.
     *
     * @param faults how often a task may fail or crash
     * @param inHaste how many of ten tasks are not held up anywhere
     */
    public void allow(int faults, int inHaste) {
        this.faultsLeft = faults;
        this.haste = inHaste;
    }

    public boolean mayFault() {
        return faultsLeft > 0;
    }

    public void countFault() {
        faultsLeft--;
    }

    /** Whether nothing is held up and nothing fails from now on. */
    public void calm(boolean calmly) {
        calm = calmly;
    }

    /** Runs it until it ends, waits or is held up. */
    public void start(Program program, String what, Runnable work) {
        boolean stepwise = !calm && choices.weighted(haste, 10 - haste) == 1;
        var task = new Task(program, what, stepwise);
        if (!stepwise && open.isEmpty()) {
            runAtOnce(task, work);
        } else {
            task.runAs(new Fiber(work));
            open.add(task);
            resume(task);
        }
    }

    /** Nobody holds a lock that it could wait for, so it needs no thread of its own. */
    private void runAtOnce(Task task, Runnable work) {
        running = task;
        try {
            work.run();
        } catch (KilledError _) {
            // its program is down
        } finally {
            running = null;
        }
    }

    public void resume(Task task) {
        switchTo(task, requireNonNull(task.fiber())::resume);
    }

    private void switchTo(Task task, Runnable action) {
        running = task;
        try {
            action.run();
        } finally {
            running = null;
            if (requireNonNull(task.fiber()).isDone()) {
                open.remove(task);
            }
        }
    }

    /** Ends what the programs that are down were doing. */
    public void reap() {
        for (var task : List.copyOf(open)) {
            if (!task.program().isUp()) {
                switchTo(task, requireNonNull(task.fiber())::kill);
            }
        }
    }

    /** Ends everything, so that no thread is left behind. */
    public void killAll() {
        for (var task : List.copyOf(open)) {
            switchTo(task, requireNonNull(task.fiber())::kill);
        }
    }

    public List<Task> open() {
        return open;
    }

    /** Those that could go on. */
    public List<Task> ready() {
        return open.stream().filter(Task::isReady).toList();
    }

    public boolean isBusy(Program program, String what) {
        return open.stream().anyMatch(task -> task.program() == program && task.what().equals(what));
    }

    public boolean isBusy(Program program) {
        return open.stream().anyMatch(task -> task.program() == program);
    }

    /** The task that runs just now. */
    public Task current() {
        return requireNonNull(running, "no task is running");
    }

    /**
     * Called by the running task: here it may be held up, and its program may crash.
     *
     * @return false if what comes next is to fail
     */
    public boolean passes(Point point) {
        var task = current();
        if (calm || !task.isStepwise()) {
            return true;
        }
        return switch (choices.weighted(60, 30, faultsLeft > 0 ? 5 : 0, faultsLeft > 0 ? 5 : 0)) {
            case 1 -> holdUp(task, point);
            case 2 -> faultsLeft <= 0 || fail(task, point);
            case 3 -> faultsLeft <= 0 || crash(task, point);
            default -> true;
        };
    }

    private boolean holdUp(Task task, Point point) {
        history.add(task.program().name(), task.words(), "", "is held up: " + point);
        pause(task);
        return true;
    }

    private boolean fail(Task task, Point point) {
        faultsLeft--;
        history.add(task.program().name(), task.words(), "", "✗ fails: " + point);
        return false;
    }

    private boolean crash(Task task, Point point) {
        faultsLeft--;
        history.add(task.program().name(), task.words(), "", "✗ crashes: " + point);
        task.program().crash();
        throw new KilledError();
    }

    /** Called by the running task: goes on when the condition holds. */
    public void await(BooleanSupplier condition) {
        var task = current();
        task.await(condition);
        pause(task);
        task.await(null);
    }

    private void pause(Task task) {
        requireNonNull(task.fiber()).pause();
    }
}
