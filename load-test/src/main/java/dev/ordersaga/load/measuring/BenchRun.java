package dev.ordersaga.load.measuring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.load.driving.Drive;
import dev.ordersaga.load.driving.Load;
import dev.ordersaga.load.measuring.BenchReport.Commits;
import dev.ordersaga.load.measuring.BenchReport.Judgement;
import dev.ordersaga.load.measuring.BenchReport.WarmUp;
import dev.ordersaga.load.orders.Market;
import dev.ordersaga.load.orders.Shopping;
import dev.ordersaga.load.processes.Machine;
import dev.ordersaga.local.audit.Audit;
import dev.ordersaga.local.audit.AuditFailedException;

/** One run on a running system: warm up, measure, let everything settle, audit. */
public final class BenchRun {

    private static final Duration DRAIN = Duration.ofMinutes(2);
    private static final Duration LEAD_IN = Duration.ofSeconds(3);
    private static final int AT_ONCE = 48;
    /** Of what a closed loop reaches: the first rung of a ramp is to hold. */
    private static final double GUESS = 0.7;
    private static final double LESS = 0.95;

    private final Settings settings;
    private final Subject subject;
    private final Screen screen;
    private final List<String> violations = new ArrayList<>();

    public BenchRun(Settings settings, Subject subject, Screen screen) {
        this.settings = settings;
        this.subject = subject;
        this.screen = screen;
    }

    /**
     * What to do.
     *
     * @param history so many orders have settled long ago
     * @param rate orders per second; ignored where there is a ramp
     * @param time of a measurement
     * @param warmUp how long it takes at most, until the compilers are through; zero for none
     * @param rung how long a rate of a ramp is tried; null for no ramp
     * @param commitLimit how long W is measured, before and after; zero for not at all
     * @param recordings a folder for what JFR records; null for nothing
     */
    public record Settings(long history, double rate, Duration time, Duration warmUp, @Nullable Duration rung,
            Duration commitLimit,
            long seed, @Nullable Path recordings) {}

    public BenchReport play() {
        var begun = Instant.now().toString();
        var market = new Market(subject.fresh() ? "" : Long.toString(System.currentTimeMillis(), 36) + "-");
        screen.doing("market", "1,000 accounts, 200 articles", () -> market.open(subject.endpoints()));
        if (settings.history() > 0) {
            writeHistory(market);
        }
        double before = commitLimit();
        WarmUp warm;
        List<Rung> rungs = List.of();
        var measurements = new ArrayList<Measurement>();
        try (var load = new Load(subject.endpoints(), new Shopping(market, settings.seed()))) {
            warm = warmUp(load);
            var rung = settings.rung();
            if (rung == null) {
                measurements.add(measured(load, "given", settings.rate()));
            } else {
                rungs = climb(load, rung, warm.rate() > 0 ? GUESS * warm.rate() : settings.rate(), measurements);
            }
        }
        double after = commitLimit();
        return new BenchReport(begun, Machine.description(), settings.seed(), settings.history(), subject.start(), warm,
                before > 0
                        ? new Commits(CommitLimit.CONNECTIONS, before, after)
                        : null,
                rungs, measurements, audited(), List.copyOf(violations));
    }

    private void writeHistory(Market market) {
        long begin = System.nanoTime();
        subject.history(market).write(settings.history(), written -> screen.written(written, settings.history()));
        screen.done("history", "%,d confirmed orders, written in %,.0f s".formatted(settings.history(), (System
                .nanoTime()
                - begin) / 1e9));
    }

    private WarmUp warmUp(Load load) {
        if (settings.warmUp().isZero()) {
            return WarmUp.NONE;
        }
        screen.part("warming up");
        var warmth = new Warmth(subject.processes());
        long begin = System.nanoTime();
        double reached = load.asFastAsItGoes(AT_ONCE, settings.warmUp(), screen, warmth::isEnough);
        var warm = new WarmUp((System.nanoTime() - begin) / 1e9, reached, warmth.compilers());
        settle(load);
        screen.done("warmed up", "%,.0f s, %,.0f orders/s in the end, when the compilers took %.2f cores".formatted(warm
                .seconds(), reached, warm.compilers()));
        return warm;
    }

    private List<Rung> climb(Load load, Duration time, double guess, List<Measurement> measurements) {
        var ramp = new Ramp(rate -> {
            var rung = Rung.of(driven(load, "trying %,.0f/s".formatted(rate), rate, time, screen));
            screen.tried(rung);
            return rung;
        });
        double highest = ramp.highest(guess);
        while (highest >= 1) {
            var measurement = measured(load, "highest", highest);
            if (measurement.keepsUp()) {
                measurements.add(measurement);
                measurements.add(measured(load, "half", highest / 2));
                measurements.add(measured(load, "quarter", highest / 4));
                break;
            }
            screen.done("not for %s s".formatted(settings.time().toSeconds()), "%,.0f/s: %s".formatted(highest,
                    measurement.obstacle()));
            highest = Math.floor(highest * LESS);
        }
        return ramp.rungs();
    }

    private Measurement measured(Load load, String name, double rate) {
        var folder = settings.recordings();
        var recorder = folder == null ? null : new FlightRecorder(folder, subject.processes());
        if (recorder != null) {
            recorder.begin();
        }
        var meter = new Meter(subject.processes(), subject.tables(), settings.time(), screen);
        var drive = driven(load, "%,.0f/s".formatted(rate), rate, settings.time(), meter);
        if (recorder != null) {
            recorder.end("%.0f".formatted(rate));
        }
        return meter.measured(name, drive);
    }

    private Drive driven(Load load, String part, double rate, Duration time, Load.Watch watch) {
        screen.part(part);
        var drive = load.atRate(rate, LEAD_IN, time, watch);
        settle(load);
        return drive;
    }

    private void settle(Load load) {
        long left = load.drain(DRAIN, screen::open);
        if (left > 0) {
            violations.add("%,d orders had not settled %d s after the last was placed".formatted(left, DRAIN
                    .toSeconds()));
        }
    }

    private double commitLimit() {
        if (settings.commitLimit().isZero()) {
            return 0;
        }
        return screen.doing("commit limit", () -> subject
                .commitLimit().commitsPerSecond(settings.commitLimit()), "%,.0f commits/s"::formatted);
    }

    /** Somebody else's orders may be open in a system that ran before. */
    private List<Judgement> audited() {
        var how = subject.fresh() ? Audit.Settings.DEFAULT.demandingSettled() : Audit.Settings.DEFAULT;
        try {
            return screen.doing("audit", () -> Audit.of(subject.endpoints(), how), _ -> "").stream()
                    .map(finding -> new Judgement(finding.invariant().number(), finding.invariant().title(), finding
                            .figures(), finding.violations()))
                    .toList();
        } catch (AuditFailedException e) {
            violations.add("the audit could not look: " + e.getMessage());
            return List.of();
        }
    }
}
