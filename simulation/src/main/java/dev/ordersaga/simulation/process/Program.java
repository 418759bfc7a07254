package dev.ordersaga.simulation.process;

/** One instance of a service or of the relay. What it holds in memory is lost when it crashes. */
public final class Program {

    private final String name;
    private boolean up;

    public Program(String name, boolean up) {
        this.name = name;
        this.up = up;
    }

    public String name() {
        return name;
    }

    public boolean isUp() {
        return up;
    }

    public void start() {
        up = true;
    }

    public void crash() {
        up = false;
    }

    @Override
    public String toString() {
        return name;
    }
}
