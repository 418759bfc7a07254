package dev.ordersaga.benchmarks.contenders;

import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of a program: of all that the peers bring in, each sees only what is its own. */
enum Libraries {

    PLAIN(""), DEBEZIUM(
            "(?!spring|kotlin|namastack|transactionoutbox|hibernate|micrometer|flyway|embedded|scala|kafka|local-stack|outbox)"), NAMASTACK(
                    "spring-(?!modulith)|namastack|kotlin|commons-codec|HikariCP|micrometer|jackson-|jakarta.annotation|snakeyaml"), MODULITH(
                            "spring-|HikariCP|micrometer|jackson-|jakarta.annotation|snakeyaml|archunit|jmolecules|jstereotype|jopt|json"), GRUELBOX(
                                    "transactionoutbox|byte-buddy|objenesis|gson|hibernate-validator|validation-api|javax|jboss-logging|classmate"
                                            + "|HikariCP");

    private static final String EVERYBODY = "benchmarks|kafka-clients|postgresql-|slf4j-api|logback|lz4|zstd|snappy"
            + "|jspecify|jackson-core-3|log4j|jul-|jcl-|commons-logging";

    private final String own;

    Libraries(String own) {
        this.own = own;
    }

    String classPath() {
        var wanted = Pattern.compile("(" + EVERYBODY + (own.isEmpty() ? "" : "|" + own) + ").*").asMatchPredicate();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.test(Path.of(entry).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
