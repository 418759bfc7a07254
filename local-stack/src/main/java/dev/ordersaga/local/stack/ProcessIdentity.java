package dev.ordersaga.local.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A process and when it began, since process ids are given out again. */
record ProcessIdentity(long pid, Instant started) {

    /** The time of the start is computed from the time of the boot, which moves a little when the clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The process, if it still runs and is no other one with the same id. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                .filter(process -> process.info().startInstant()
                        .map(instant -> Duration.between(instant, started).abs().compareTo(TOLERANCE) <= 0)
                        .orElse(false));
    }
}
