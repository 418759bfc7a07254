package dev.ordersaga.testing;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long tests wait for what has to come: so long that only what never comes is a failure, and a machine with a slow disk and
 * much else to do is none. It is what Awaitility waits by itself in every module that has this one on its test path.
 */
public final class Patience implements LauncherSessionListener {

    public static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
