package dev.ordersaga.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import dev.ordersaga.local.process.AotCache.Lesson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

    private static final String JAVA = Jdk.tool("java");

    @TempDir
    Path folder;

    @Test
    void aProgramStartsWithWhatItsTrainingRunHasLeft() throws Exception {
        var jar = jar();
        var cache = new AotCache(folder.resolve("cache"), List.of("-jar", jar.toString(), "0"));
        assertThat(cache.isSettled()).isFalse();
        assertThat(cache.make(Lesson.ALL_OF_IT)).isTrue();
        assertThat(cache.isSettled()).isTrue();
        assertThat(output(cache, "-Xlog:class+load", "-jar", jar.toString(), "0"))
                .containsPattern(Program.class.getName().replace("$", "\\$") + " source: shared objects file");
    }

    @Test
    void aTrainingRunIsEndedWhenItHasDoneWhatItIsToBeTrainedFor() throws Exception {
        var jar = jar();
        var cache = new AotCache(folder.resolve("cache"), List.of("-jar", jar.toString()));
        var log = folder.resolve("cache.unfinished").resolve("training.log");
        assertThat(cache.make(new Lesson(Map.of("LESSON", "two"), () -> content(log).contains(
                "this is a run: two"))))
                .isTrue();
        assertThat(output(cache, "-Xlog:class+load", "-jar", jar.toString(), "0")).contains("shared objects file");
    }

    @Test
    void aTrainingRunThatFailsIsNotRepeatedAndItsLogSaysWhy() throws Exception {
        var cache = new AotCache(folder.resolve("cache"), List.of("-jar", jar().toString(), "3"));
        assertThat(cache.make(Lesson.ALL_OF_IT)).isFalse();
        assertThat(cache.make(Lesson.ALL_OF_IT)).isFalse();
        assertThat(cache.isSettled()).isTrue();
        assertThat(cache.log()).content().containsOnlyOnce("this is a run");
    }

    @Test
    void aTrainingRunThatSomebodyHasKilledIsRepeated() throws Exception {
        var jar = jar().toString();
        assertThat(new AotCache(folder.resolve("cache"), List.of("-jar", jar, "143")).make(Lesson.ALL_OF_IT))
                .isFalse();
        var again = new AotCache(folder.resolve("cache"), List.of("-jar", jar, "0"));
        assertThat(again.isSettled()).isFalse();
        assertThat(again.make(Lesson.ALL_OF_IT)).isTrue();
    }

    /** With the flag that makes a JVM end where it cannot use its cache. */
    private static String output(AotCache cache, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(JAVA, "-XX:AOTMode=on"));
        command.addAll(cache.options());
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Path jar() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Program.class.getName());
        var jar = folder.resolve("program.jar");
        var file = Program.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = Objects.requireNonNull(Program.class.getClassLoader().getResourceAsStream(file))) {
            out.putNextEntry(new JarEntry(file));
            in.transferTo(out);
        }
        return jar;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends with the exit code that it is told, or not at all. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("this is a run: " + System.getenv("LESSON"));
            if (arguments.length == 0) {
                Thread.sleep(Long.MAX_VALUE);
            }
            System.exit(Integer.parseInt(arguments[0]));
        }
    }
}
