package dev.ordersaga.local;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.ordersaga.local.stack.StackException;

/** The folder of the sources, in which everything is built and, by default, all data are kept. */
public record Checkout(Path root) {

    /** The one that this program was built in. */
    public static Checkout current() {
        try {
            var place = Path.of(Checkout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (var folder = place; folder != null; folder = folder.getParent()) {
                if (Files.exists(folder.resolve("saga")) && Files.exists(folder.resolve("pom.xml"))) {
                    return new Checkout(folder);
                }
            }
            throw new StackException("There is no checkout of Order Saga around " + place);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The program of that module. */
    public Path program(String module) {
        var jar = root.resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.exists(jar)) {
            throw new StackException(jar + " is missing: build it with 'mvn -DskipTests package' in " + root);
        }
        return jar;
    }
}
