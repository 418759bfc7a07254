package dev.ordersaga.testing;

import java.nio.file.Path;

import dev.ordersaga.local.infrastructure.EmbeddedPostgres;
import dev.ordersaga.local.process.Folders;

/** As a process of this machine, in a folder of its own. */
record EmbeddedDatabaseServer(Path folder, EmbeddedPostgres postgres) implements DatabaseServer {

    static DatabaseServer in(Path folder) {
        return new EmbeddedDatabaseServer(folder,
                EmbeddedPostgres.in(folder.resolve("data"), 0, folder.resolve("postgres.log"), SETTINGS));
    }

    @Override
    public String jdbcUrl(String database) {
        return postgres.jdbcUrl(database);
    }

    @Override
    public void start() {
        postgres.server().start();
    }

    @Override
    public void stop() {
        postgres.stop();
    }

    @Override
    public void kill() {
        postgres.kill();
    }

    @Override
    public void close() {
        postgres.close();
        Folders.delete(folder);
    }
}
