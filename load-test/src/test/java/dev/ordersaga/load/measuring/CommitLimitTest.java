package dev.ordersaga.load.measuring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.infrastructure.EmbeddedPostgres;

class CommitLimitTest {

    @TempDir
    Path folder;

    @Test
    void commitsAreCountedAndNothingIsLeft() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder.resolve("data"), 0, folder.resolve("log"))) {
            var limit = new CommitLimit(postgres.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, postgres
                    .superuserPassword());

            var rate = limit.commitsPerSecond(Duration.ofMillis(500));

            assertThat(rate).isPositive();
            try (var connection = postgres.connect("postgres");
                    var found = connection.createStatement().executeQuery("select to_regclass('commit_limit')")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getString(1)).isNull();
            }
        }
    }
}
