package io.github.ifmatch.examples.benchmarks.start;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A JDK that is installed. Immutable.
 *
 * @param version as it calls itself, such as 17.0.15
 */
record Jdk(String version, Path home) {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    /** The one that runs this, and JDK 25 if it is another, and is in JAVA_25_HOME or /usr/lib/jvm. */
    static List<Jdk> found() throws IOException {
        List<Jdk> found = new ArrayList<>();
        found.add(new Jdk(System.getProperty("java.version"), Path.of(System.getProperty("java.home"))));
        if (Runtime.version().feature() != 25) {
            java25().ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Jdk> java25() throws IOException {
        List<Path> homes = new ArrayList<>();
        String told = System.getenv("JAVA_25_HOME");
        if (told != null && !told.isEmpty()) {
            homes.add(Path.of(told));
        }
        if (Files.isDirectory(INSTALLED)) {
            try (DirectoryStream<Path> named = Files.newDirectoryStream(INSTALLED, "*25*")) {
                named.forEach(homes::add);
            }
        }
        for (Path home : homes) {
            if (Files.isExecutable(home.resolve("bin/java")) && Files.exists(home.resolve("release"))) {
                return Optional.of(new Jdk(version(home), home));
            }
        }
        return Optional.empty();
    }

    private static String version(Path home) throws IOException {
        Properties release = new Properties();
        try (var lines = Files.newBufferedReader(home.resolve("release"))) {
            release.load(lines);
        }
        return release.getProperty("JAVA_VERSION", "25").replace("\"", "");
    }
}
