package dev.ordersaga.local.process;

import java.nio.file.Path;

/** The JDK that runs this JVM. */
public final class Jdk {

    private Jdk() {}

    /** Where its program of that name is, such as {@code java}. */
    public static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
