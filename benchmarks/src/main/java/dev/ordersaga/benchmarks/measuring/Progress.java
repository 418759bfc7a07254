package dev.ordersaga.benchmarks.measuring;

/** Told while something is measured. */
public interface Progress {

    /** What is being measured. */
    void begins(String title);

    /** What is being done for it. */
    void says(String text);

    /** Why a measurement came to nothing. */
    void fails(Exception reason);

    void rows(long rows, long of);
}
