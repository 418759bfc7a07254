package dev.ordersaga.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real script in a checkout of empty modules, with JDKs and a Maven that only say how they were called. */
class SagaScriptTest {

    private static final List<String> MODULES = List.of("local-stack", "outbox-spring-boot-starter",
            "rest-spring-boot-starter", "order-service", "payment-service", "inventory-service", "outbox-relay",
            "simulation");
    private static final String BUILD = "for module in " + String.join(" ", MODULES)
            + "; do mkdir -p $module/target; touch $module/target/$module.jar; done; echo \"$@\" >> maven-was-called";

    @TempDir
    Path folder;

    private Path checkout;
    private final Map<String, String> environment = new HashMap<>();

    private record Ended(int exitCode, String output) {}

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a checkout with spaces"));
        Files.copy(Checkout.current().root().resolve("saga"), checkout.resolve("saga"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(checkout.resolve("pom.xml"), "");
        for (var module : MODULES) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main"));
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "");
        }
        var tools = Files.createDirectories(folder.resolve("tools"));
        for (var tool : List.of("bash", "dirname", "sed", "grep", "find", "head", "tail", "mkdir", "mv", "readlink",
                "tr", "ps",
                "touch", "env")) {
            Files.createSymbolicLink(tools.resolve(tool), where(tool));
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", Files.createDirectories(folder.resolve("home")).toString());
        environment.put("SAGA_JDK_FOLDERS", "");
        age();
    }

    @Test
    void takesTheJdkOfJavaHomeFirst() throws Exception {
        maven(BUILD);
        environment.put("JAVA_HOME", jdk("chosen", "25.0.1").toString());
        environment.put("PATH", environment.get("PATH") + ":" + jdk("on the path", "25").resolve("bin"));
        assertThat(saga("up").output()).contains("JDK chosen");
    }

    @Test
    void passesOverAJavaHomeThatIsTooOld() throws Exception {
        maven(BUILD);
        environment.put("JAVA_HOME", jdk("old", "17.0.15").toString());
        environment.put("PATH", environment.get("PATH") + ":" + jdk("on the path", "25").resolve("bin"));
        assertThat(saga("up").output()).contains("JDK on the path");
    }

    @Test
    void looksWhereJdksAreUsuallyInstalled() throws Exception {
        maven(BUILD);
        jdk("installed/temurin-21", "21.0.3");
        jdk("installed/temurin-26", "26-ea");
        environment.put("SAGA_JDK_FOLDERS", folder.resolve("nowhere") + ":" + folder.resolve("installed"));
        assertThat(saga("up").output()).contains("JDK installed/temurin-26");
    }

    @Test
    void saysWhatToInstallWhereThereIsNoJdk() throws Exception {
        var ended = saga("up");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).hasLineCount(1).startsWith("saga: no JDK 25 or newer found").contains("JAVA_HOME");
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        environment.put("JAVA_HOME", jdk("chosen", "25").toString());
        var ended = saga("up");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).hasLineCount(1).startsWith("saga: Maven is missing");
    }

    @Test
    void passesTheArgumentsOnAsTheyAre() throws Exception {
        maven(BUILD);
        environment.put("JAVA_HOME", jdk("chosen", "25").toString());
        assertThat(saga("up", "--data", "a folder").output()).contains("<up><--data><a folder>");
    }

    @Test
    void buildsOnceAndThenOnlyWhatIsOlderThanItsSources() throws Exception {
        maven(BUILD);
        environment.put("JAVA_HOME", jdk("chosen", "25").toString());
        assertThat(saga("up").output())
                .contains("building local-stack, order-service, payment-service, inventory-service, outbox-relay");
        assertThat(saga("up").output()).doesNotContain("building");
        change("payment-service/src/main/New.java");
        assertThat(saga("up").output()).contains("building payment-service (");
        assertThat(saga("up").output()).doesNotContain("building");
        change("outbox-spring-boot-starter/src/main/New.java");
        assertThat(saga("up").output())
                .contains("building order-service, payment-service, inventory-service, outbox-relay (");
    }

    @Test
    void buildsTheProgramsOnlyForWhatStartsThem() throws Exception {
        maven(BUILD);
        environment.put("JAVA_HOME", jdk("chosen", "25").toString());
        assertThat(saga("audit").output()).contains("building local-stack (");
        assertThat(saga("demo", "--attach").output()).doesNotContain("building");
        Files.delete(checkout.resolve("order-service/target/order-service.jar"));
        assertThat(saga("demo", "--attach").output()).doesNotContain("building");
        assertThat(saga("demo").output()).contains("building order-service (");
        Files.delete(checkout.resolve("order-service/target/order-service.jar"));
        assertThat(saga("chaos").output()).contains("building order-service (");
    }

    @Test
    void theSimulationIsAProgramOfItsOwn() throws Exception {
        maven(BUILD);
        environment.put("JAVA_HOME", jdk("chosen", "25").toString());
        var ended = saga("simulate", "--seeds", "7");
        assertThat(ended.output()).contains("building simulation (").endsWith("simulation.jar><--seeds><7>");
        assertThat(saga("simulate").output()).doesNotContain("building");
        change("payment-service/src/main/New.java");
        assertThat(saga("simulate").output()).contains("building simulation (");
    }

    @Test
    void showsTheEndOfTheLogWhenTheBuildFails() throws Exception {
        maven("echo 'ERROR: no such symbol'; exit 1");
        environment.put("JAVA_HOME", jdk("chosen", "25").toString());
        var ended = saga("up");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("the build failed after").endsWith("  ERROR: no such symbol\n");
    }

    @Test
    void replacesNoJarUnderAStackThatRuns() throws Exception {
        maven(BUILD);
        environment.put("JAVA_HOME", jdk("chosen", "25").toString());
        saga("up");
        Files.createDirectories(checkout.resolve(".saga/demo"));
        Files.writeString(checkout.resolve(".saga/demo/run.json"),
                "{\"supervisor\":{\"pid\":%d,\"started\":\"…\"}}".formatted(ProcessHandle.current().pid()));
        change("local-stack/src/main/New.java");
        assertThat(saga("audit").output()).contains("nothing is built while a stack runs").doesNotContain("building")
                .contains("<audit>");
    }

    @Test
    void worksThroughALink() throws Exception {
        maven(BUILD);
        environment.put("JAVA_HOME", jdk("chosen", "25").toString());
        var link = Files.createSymbolicLink(folder.resolve("link"), checkout.resolve("saga"));
        assertThat(run(link.toString(), "up").output())
                .contains(checkout.resolve("local-stack/target/local-stack.jar").toString());
    }

    private Ended saga(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(checkout.resolve("saga").toString()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private Ended run(String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private Path jdk(String name, String version) throws IOException {
        var jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), "printf 'JDK %s ' '" + name + "'; printf '<%s>' \"$@\"");
        script(jdk.resolve("bin/javac"), "");
        return jdk;
    }

    private void maven(String script) throws IOException {
        script(folder.resolve("tools/mvn"), script);
    }

    private static void script(Path file, String content) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + content + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void change(String file) throws IOException {
        Files.writeString(checkout.resolve(file), "");
    }

    /** What was checked out is older than what will be built. */
    private void age() throws IOException {
        try (var files = Files.walk(checkout)) {
            for (var file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            }
        }
    }

    private static Path where(String tool) {
        return List.of("/usr/bin", "/bin").stream().map(place -> Path.of(place, tool)).filter(Files::exists).findFirst()
                .orElseThrow();
    }
}
