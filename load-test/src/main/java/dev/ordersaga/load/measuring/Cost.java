package dev.ordersaga.load.measuring;

import dev.ordersaga.load.processes.WatchedProcess;

/**
 * What a process used while a part of the load went on.
 *
 * @param cpu milliseconds of processor time per settled order
 * @param compilers milliseconds of it that the compilers of its JVM took
 * @param cores how many cores it kept busy
 * @param memory bytes in RAM at the end
 * @param peak the most bytes in RAM
 * @param heapBefore bytes of the JVM's heap that were in use before the load, after a full collection; 0 for no JVM
 * @param heapAfter the same when all orders had settled
 */
public record Cost(String process, double cpu, double compilers, double cores, long memory, long peak,
        long heapBefore, long heapAfter) {

    static Cost of(WatchedProcess.Use use, long orders, double seconds, long heapBefore, long heapAfter) {
        double each = 1e3 / Math.max(1, orders);
        return new Cost(use.name(), use.cpu() * each, use.compilers() * each, use.cpu() / seconds, use.memory(), use
                .peak(), heapBefore, heapAfter);
    }
}
