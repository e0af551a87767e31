package io.github.ifmatch.examples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A program of ours in a JVM of its own. */
public final class Fork {

    private Fork() {}

    /**
     * Runs it to its end; it is told where the server is, if it needs one.
     *
     * @param options the JVM's
     * @param told gets every line that it prints
     * @return whether it exited with 0
     */
    public static boolean run(
            String database, List<String> options, Class<?> program, List<String> arguments, Consumer<String> told)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(options);
        if (database.equals("postgresql")) {
            all.add("-D" + PostgresServer.URL + "=" + PostgresServer.url());
        }
        if (database.equals("mariadb")) {
            all.add("-D" + MariaDbServer.URL + "=" + MariaDbServer.url());
        }
        all.add("-XX:+ExitOnOutOfMemoryError");
        Path home = Path.of(System.getProperty("java.home"));
        return run(home, System.getProperty("java.class.path"), all, program, arguments, told);
    }

    /**
     * Runs it to its end, on this JDK, with this class path.
     *
     * @param options the JVM's
     * @param told gets every line that it prints
     * @return whether it exited with 0
     */
    public static boolean run(
            Path home,
            String classPath,
            List<String> options,
            Class<?> program,
            List<String> arguments,
            Consumer<String> told)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve(Path.of("bin", "java")).toString());
        command.addAll(options);
        command.addAll(List.of("-classpath", classPath, program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.accept(line);
            }
            return process.waitFor() == 0;
        } finally {
            process.destroy();
        }
    }
}
