package dev.ordersaga.benchmarks.contenders;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.ordersaga.benchmarks.messages.OpenLoop;
import dev.ordersaga.local.process.ChildProcess;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.LogFile;
import dev.ordersaga.local.process.Ports;
import dev.ordersaga.local.process.Signal;
import dev.ordersaga.outbox.jdbc.OutboxSchema;

/** This project's relay, from its jar, with nothing set but where things are. */
final class RelayContender implements Contender {

    /** In backlogs of a million rows: after one, the compiler still takes a fifth of the processor time. */
    static final int WARM_UP = 3;

    private static final String ROLE = "outbox_relay";

    private final Path jar;
    private final String name;
    private final String label;
    private final boolean captures;

    private RelayContender(Path jar, String name, String label, boolean captures) {
        this.jar = jar;
        this.name = name;
        this.label = label;
        this.captures = captures;
    }

    static Contender polling(Path jar) {
        return new RelayContender(jar, "relay-polling", "this relay (polling)", false);
    }

    static Contender cdc(Path jar) {
        return new RelayContender(jar, "relay-cdc", "this relay (cdc)", true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String guarantee() {
        return "exactly once";
    }

    @Override
    public String notes() {
        return "its defaults; the table of the starter; for a backlog relay.transaction-timeout=10m, "
                + "since the process stands still while the rows are written"
                + (captures ? "; mode cdc, which reads a backlog by polling while its slot catches up" : "");
    }

    @Override
    public int backlog(int rows) {
        return rows;
    }

    @Override
    public int warmUp(int backlog) {
        return WARM_UP * Math.min(backlog, 1_000_000);
    }

    @Override
    public void prepare(Site site) throws SQLException {
        OutboxSchema.migrate(site.dataSource(), ROLE, 0);
        if (captures) {
            try (var connection = site.connect(); var statement = connection.createStatement()) {
                statement.execute("create publication " + site.name()
                        + " for table outbox with (publish = 'insert', publish_via_partition_root = true)");
            }
        }
    }

    @Override
    public RunningContender start(Site site, StartOptions options) {
        var command = Jvm.command(options);
        command.addAll(List.of("-jar", jar.toString(), "--spring.profiles.active=benchmark",
                "--spring.main.banner-mode=off", "--server.address=127.0.0.1", "--server.port=" + Ports.free(),
                "--spring.kafka.bootstrap-servers=" + site.servers().bootstrapServers(),
                "--relay.id=" + site.name(), "--relay.cursor-topic=" + site.name() + "-cursors",
                "--relay.sources.shop.url=" + site.jdbcUrl(), "--relay.sources.shop.username=" + ROLE,
                "--relay.sources.shop.password=" + ROLE));
        if (captures) {
            command.addAll(List.of("--relay.sources.shop.mode=cdc", "--relay.sources.shop.slot=" + site.name(),
                    "--relay.sources.shop.publication=" + site.name()));
        }
        if (options.standsStill()) {
            command.add("--relay.transaction-timeout=10m");
        }
        var log = new LogFile(site.folder().resolve("program.log"));
        var process = ChildProcess.start(new Launch(new ArrayList<>(command), List.of(), Map.of(), Signal.TERM), log);
        return new TableReader(process, () -> OutboxRows.appender(site));
    }

    @Override
    public void fill(Connection connection, Site site, long from, long to) throws SQLException {
        OutboxRows.fill(connection, site.topic(), from, to);
    }

    @Override
    public void cleanUp(Site site) throws SQLException {
        if (captures) {
            Capture.end(site);
        }
        site.servers().topics().delete(site.name() + "-cursors");
    }

    /** A program that knows nothing of the harness. */
    private record TableReader(ChildProcess process, OpenLoop.Appenders appenders) implements RunningContender {

        @Override
        public long[] write(int rate, long first, int count) {
            return OpenLoop.run(rate, first, count, appenders);
        }
    }
}
