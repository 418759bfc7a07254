package dev.ordersaga.testing;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Tells before the first test what the tests run on, and ends the run there if that cannot be had. */
public final class InfrastructureAnnouncement implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        InfrastructureKind.current();
    }
}
