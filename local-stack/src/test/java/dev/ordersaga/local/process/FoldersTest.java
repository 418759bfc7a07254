package dev.ordersaga.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    Path parent;

    @Test
    void aFolderIsMadeOnceHoweverManyWantItAtTheSameTime() {
        var folder = parent.resolve("folder");
        var fillings = new AtomicInteger();
        var together = new CyclicBarrier(4);
        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(() -> {
            try {
                together.await();
                Folders.makeOnce(folder, unfinished -> {
                    Files.writeString(unfinished.resolve("file"), "content");
                    fillings.incrementAndGet();
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }, Thread::startVirtualThread)).limit(4).toArray(CompletableFuture[]::new)).join();
        assertThat(fillings).hasValue(1);
        assertThat(folder.resolve("file")).hasContent("content");
    }

    @Test
    void aFolderThatCouldNotBeFilledIsNotThere() throws IOException {
        var folder = parent.resolve("folder");
        assertThatThrownBy(() -> Folders.makeOnce(folder, unfinished -> {
            Files.writeString(unfinished.resolve("half"), "");
            throw new IOException("disk full");
        })).hasMessage("disk full");
        assertThat(folder).doesNotExist();
        Folders.makeOnce(folder, unfinished -> Files.writeString(unfinished.resolve("whole"), ""));
        assertThat(folder).isDirectoryContaining("glob:**whole").isDirectoryNotContaining("glob:**half");
    }

    @Test
    void deletesAFolderButNotWhatItsLinksLeadTo() throws IOException {
        var elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("file"), "");
        var folder = Files.createDirectory(parent.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        Folders.delete(folder);
        assertThat(folder).doesNotExist();
        assertThat(elsewhere.resolve("file")).exists();
    }
}
