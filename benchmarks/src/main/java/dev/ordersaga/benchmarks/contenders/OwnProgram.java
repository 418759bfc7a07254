package dev.ordersaga.benchmarks.contenders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.ordersaga.benchmarks.contenders.Contender.StartOptions;
import dev.ordersaga.local.process.ChildProcess;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.LogFile;
import dev.ordersaga.local.process.Signal;

/** A program of this module, which is told what to do over a {@link Control}. */
class OwnProgram implements RunningContender {

    private static final String PACKAGE = "dev.ordersaga.benchmarks.programs.";

    private final Site site;
    private final Control control;
    private final ChildProcess process;

    /** Starts it and waits until it is ready. */
    OwnProgram(String mainClass, Libraries libraries, Site site, StartOptions options) {
        this.site = site;
        this.control = new Control();
        var command = Jvm.command(options);
        site.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-Dlogback.configurationFile=dev/ordersaga/benchmarks/programs/program-logback.xml",
                "-cp", libraries.classPath(), PACKAGE + mainClass, String.valueOf(control.port())));
        this.process = ChildProcess.start(new Launch(new ArrayList<>(command), List.of(), Map.of(), Signal.TERM),
                log());
        try {
            control.awaitReady(process);
        } catch (RuntimeException e) {
            process.kill();
            throw new IllegalStateException(mainClass + " did not start\n" + log().report(), e);
        }
    }

    private LogFile log() {
        return new LogFile(site.folder().resolve("program.log"));
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public void publish(long from, long to) {
        control.tell("publish " + from + " " + to);
        done();
    }

    @Override
    public long[] write(int rate, long first, int count) {
        var file = site.folder().resolve("written-" + first);
        control.tell("write " + rate + " " + first + " " + count + " " + file);
        done();
        return read(file, count);
    }

    private void done() {
        try {
            control.expect("done");
        } catch (IOException e) {
            throw new IllegalStateException("the program failed\n" + log().report(), e);
        }
    }

    private static long[] read(Path file, int count) {
        try {
            var times = new long[count];
            ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer().get(times);
            return times;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        control.close();
        RunningContender.super.close();
    }
}
