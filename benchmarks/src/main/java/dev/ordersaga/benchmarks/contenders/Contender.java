package dev.ordersaga.benchmarks.contenders;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One of those that are compared. */
public interface Contender {

    /** For options and files. */
    String name();

    /** For people. */
    String label();

    /** What a reader of committed records can rely on. */
    String guarantee();

    /** With which settings, and what else has to be known to read its figures. */
    String notes();

    /** How many messages its backlog is made of where the fast ones get so many. */
    int backlog(int rows);

    /**
     * How many messages it publishes before, so that its hot code has been compiled: the fast ones are through with a few
     * hundred thousand before the compiler is.
     *
     * @param backlog how many it publishes then
     */
    int warmUp(int backlog);

    /** Makes its tables and what else it needs, in a schema that is there and empty. */
    void prepare(Site site) throws SQLException;

    /** Starts its program; returns when it is able to see messages. */
    RunningContender start(Site site, StartOptions options);

    /** Writes what appending these messages would have written, from and to (exclusive) these numbers, and commits. */
    void fill(Connection connection, Site site, long from, long to) throws SQLException;

    /** Undoes what dropping the schema does not. */
    default void cleanUp(Site site) throws SQLException {}

    /**
     * How to start a program.
     *
     * @param heap the most that the JVM may have
     * @param more options of the JVM, to look inside
     * @param standsStill whether it will be suspended while its backlog is written, for as long as that takes
     */
    record StartOptions(String heap, List<String> more, boolean standsStill) {}
}
