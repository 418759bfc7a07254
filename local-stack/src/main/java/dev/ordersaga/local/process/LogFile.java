package dev.ordersaga.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What a program has written: only ever the end of the file is read, however long it has become. */
public record LogFile(Path path) {

    private static final int END = 128 * 1024;

    /** At most that many last lines; empty when there is no file. */
    public List<String> end(int lines) {
        var all = end();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    List<String> end() {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            var start = Math.max(0, file.size() - END);
            var bytes = ByteBuffer.allocate((int) (file.size() - start));
            while (bytes.hasRemaining() && file.read(bytes, start + bytes.position()) > 0) {
                // until everything is read that was there
            }
            return UTF_8.decode(bytes.flip()).toString().lines().skip(start == 0 ? 0 : 1).toList();
        } catch (IOException _) {
            return List.of();
        }
    }
}
