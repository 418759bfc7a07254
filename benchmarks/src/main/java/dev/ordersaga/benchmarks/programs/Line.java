package dev.ordersaga.benchmarks.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.ordersaga.benchmarks.messages.OpenLoop;

/** The program's end of the line to the harness. The program ends with the line. */
final class Line {

    private Line() {}

    /** What a program does with the messages of these numbers. */
    @FunctionalInterface
    interface Publishing {

        void publish(long from, long to) throws Exception;
    }

    /** Says that the program is ready, and does what it is told until there is nobody any more. */
    static void serve(String port, Publishing publishing, OpenLoop.Appenders appenders) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
                var commands = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                var answers = new OutputStreamWriter(socket.getOutputStream(), UTF_8)) {
            answer(answers, "ready");
            for (var command = commands.readLine(); command != null; command = commands.readLine()) {
                var words = command.split(" ");
                switch (words[0]) {
                    case "publish" -> publishing.publish(Long.parseLong(words[1]), Long.parseLong(words[2]));
                    case "write" -> write(words, appenders);
                    default -> throw new IllegalArgumentException(command);
                }
                answer(answers, "done");
            }
        } catch (IOException _) {
            // the harness has gone
        }
        System.exit(0);
    }

    /** The program ends when this fails. */
    static void inBackground(Runnable work) {
        Thread.ofPlatform().daemon().uncaughtExceptionHandler((_, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }).start(work);
    }

    /** For a program that only takes what stands in its table. */
    static void serve(String port) throws Exception {
        serve(port, (_, _) -> {}, () -> {
            throw new UnsupportedOperationException();
        });
    }

    private static void write(String[] words, OpenLoop.Appenders appenders) throws IOException {
        var times = OpenLoop.run(Integer.parseInt(words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3]),
                appenders);
        var bytes = ByteBuffer.allocate(times.length * Long.BYTES);
        bytes.asLongBuffer().put(times);
        Files.write(Path.of(words[4]), bytes.array());
    }

    private static void answer(OutputStreamWriter answers, String answer) throws IOException {
        answers.write(answer + "\n");
        answers.flush();
    }
}
