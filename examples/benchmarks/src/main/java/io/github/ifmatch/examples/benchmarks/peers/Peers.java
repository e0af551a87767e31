package io.github.ifmatch.examples.benchmarks.peers;

import io.github.ifmatch.examples.benchmarks.Machine;
import io.github.ifmatch.examples.benchmarks.turns.Forks;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Ifmatch and its peers take turns at the same work. Each contest is held in some JVMs of its own ({@link Heat}), one after the
 * other; what is found is written to {@code peers.tsv} and {@code peers.md} after each, and printed at the end. For one thread at a
 * time.
 */
public final class Peers {

    private final PrintStream out;
    private final Path target;
    private final Arguments arguments;
    private final List<Finding> findings = new ArrayList<>();

    Peers(PrintStream out, Path target, Arguments arguments) {
        this.out = out;
        this.target = target;
        this.arguments = arguments;
    }

    /** Runs it; exits with 1 if a contest failed, with 2 if the arguments are wrong. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(out, Path.of("target"), arguments));
    }

    static int run(PrintStream out, Path target, String... arguments) throws IOException, InterruptedException {
        try {
            return new Peers(out, target, Arguments.parse(arguments)).hold() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage() + "\n" + Arguments.USAGE);
            return 2;
        }
    }

    private boolean hold() throws IOException, InterruptedException {
        List<Contest> all = Contest.all();
        for (int i = 0; i < all.size(); i++) {
            if (arguments.chosen().matcher(all.get(i).name()).matches() && !hold(i, all.get(i))) {
                return false;
            }
        }
        if (!findings.isEmpty()) {
            out.println("\n" + markdown());
        }
        return true;
    }

    private boolean hold(int number, Contest contest) throws IOException, InterruptedException {
        out.println(contest.name());
        List<List<String>> told = new Forks(out, Heat.class, arguments.forks())
                .hold(contest.database(), List.of("" + number, "" + arguments.seconds()));
        if (told.size() < arguments.forks()) {
            return false;
        }
        List<Way> ways = contest.ways();
        for (Way way : Way.values()) {
            int place = ways.indexOf(way);
            findings.add(new Finding(
                    contest,
                    way,
                    place < 0
                            ? List.of()
                            : told.stream().map(fork -> Heat.Line.parse(fork.get(place))).toList()));
        }
        write();
        return true;
    }

    private void write() throws IOException {
        Files.createDirectories(target);
        Stream<List<String>> lines = Stream.concat(Stream.of(Finding.HEADER), findings.stream().map(Finding::columns));
        Files.write(
                target.resolve("peers.tsv"),
                Stream.concat(Stream.of("# " + how()), lines.map(Finding::tabbed)).toList());
        Files.writeString(target.resolve("peers.md"), markdown());
    }

    private String how() {
        return String.format(
                Locale.ROOT,
                "%s, JDK %s, %d JVMs of %d s for each contest",
                Machine.describe(),
                System.getProperty("java.version"),
                arguments.forks(),
                arguments.seconds());
    }

    private String markdown() {
        StringBuilder text = new StringBuilder(how()).append("\n\n");
        text.append(Finding.piped(Finding.HEADER)).append("\n|---|---|---|---|---|--:|--:|--:|--:|--:|--:|--:|---|\n");
        findings.forEach(finding -> text.append(Finding.piped(finding.columns())).append('\n'));
        return text.toString();
    }
}
