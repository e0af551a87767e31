package io.github.ifmatch.examples.benchmarks.start;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.examples.benchmarks.Fork;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Starts the JVMs that measure. For one thread at a time. */
final class Launcher {

    private final Path folder;
    private final String classPath;

    private Launcher(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
    }

    /** With this class path, whose folders of classes are made jars: of folders no archive can be made. */
    static Launcher in(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                jars.add(jar(path, folder.resolve(jars.size() + ".jar")).toString());
            } else if (Files.exists(path)) {
                jars.add(entry);
            }
        }
        return new Launcher(folder, String.join(File.pathSeparator, jars));
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = classes.relativize(path).toString().replace(File.separatorChar, '/');
                entries.putNextEntry(new JarEntry(name));
                Files.copy(path, entries);
                entries.closeEntry();
            }
        }
        return jar.toAbsolutePath();
    }

    /** Makes the archive that a JVM of this kind shares, if it is its own. */
    void archive(Kind kind) throws IOException, InterruptedException {
        if (kind.sharing() == Kind.Sharing.APPLICATION) {
            Files.deleteIfExists(file(kind));
            run(kind, "-XX:ArchiveClassesAtExit=" + file(kind));
            if (!Files.exists(file(kind))) {
                throw new IllegalStateException("no archive was made of " + kind);
            }
        }
    }

    FirstUpdate measure(Kind kind) throws IOException, InterruptedException {
        return switch (kind.sharing()) {
            case DEFAULT -> run(kind, "-Xshare:auto");
            case APPLICATION -> run(kind, "-XX:SharedArchiveFile=" + file(kind));
            case OFF -> run(kind, "-Xshare:off");
        };
    }

    private Path file(Kind kind) {
        return folder.resolve(kind.jdk().version() + " " + kind.way() + ".jsa");
    }

    @CanIgnoreReturnValue
    private FirstUpdate run(Kind kind, String sharing) throws IOException, InterruptedException {
        List<String> told = new ArrayList<>();
        boolean isDone = Fork.run(
                kind.jdk().home(), classPath, List.of(sharing), FirstUpdate.class, List.of(kind.way()), told::add);
        List<String> lines = told.stream().filter(FirstUpdate::isLine).toList();
        if (!isDone || lines.size() != 1) {
            throw new IllegalStateException(kind + " failed:\n" + String.join("\n", told));
        }
        return FirstUpdate.parse(lines.get(0));
    }
}
