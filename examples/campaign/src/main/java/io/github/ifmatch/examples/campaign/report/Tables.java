package io.github.ifmatch.examples.campaign.report;

import io.github.ifmatch.examples.campaign.check.Finding;
import io.github.ifmatch.examples.campaign.fault.FaultKind;
import io.github.ifmatch.examples.campaign.history.Answer;
import io.github.ifmatch.examples.campaign.history.Resolution;
import io.github.ifmatch.examples.campaign.history.WritePath;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The outcomes of runs as Markdown. */
public final class Tables {

    private Tables() {}

    /** All tables. */
    public static String of(List<Outcome> outcomes, String arguments) {
        StringBuilder text = new StringBuilder();
        text.append("`mvn -q -Pcampaign -Dcampaign.args=\"").append(arguments).append("\"`\n\n");
        text.append("JDK ").append(Runtime.version()).append(", ");
        text.append(Runtime.getRuntime().availableProcessors()).append(" cores, ");
        text.append(System.getProperty("os.name")).append("; ");
        text.append(outcomes.stream().map(Outcome::version).distinct().collect(Collectors.joining(", ")));
        text.append("\n\n").append(found(outcomes));
        text.append("\n").append(faults(outcomes));
        outcomes.forEach(outcome -> text.append("\n").append(paths(outcome)));
        return text.toString();
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String head(String... names) {
        return line(Stream.of(names)) + "|---|" + "--:|".repeat(names.length - 1) + "\n";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String found(List<Outcome> outcomes) {
        StringBuilder text = new StringBuilder(head(
                "database",
                "seconds",
                "writes",
                "per second",
                "unknown",
                "lost updates",
                "rows lost after a second insert",
                "phantom writes",
                "wrong resolutions",
                "torn calls",
                "untrue reads",
                "unexpected",
                "left over"));
        for (Outcome outcome : outcomes) {
            Tally tally = outcome.tally();
            text.append(line(Stream.concat(
                    Stream.of(
                            outcome.database(),
                            number(outcome.duration().toSeconds()),
                            number(tally.operations()),
                            number(Math.round(outcome.writesPerSecond())),
                            number(tally.total().of(Answer.UNKNOWN, Answer.UNFINISHED))),
                    Stream.of(
                                    Finding.Kind.LOST_UPDATE,
                                    Finding.Kind.REINSERTED_ROW_LOST,
                                    Finding.Kind.PHANTOM_WRITE,
                                    Finding.Kind.WRONG_RESOLUTION,
                                    Finding.Kind.TORN_CALL,
                                    Finding.Kind.UNTRUE_READ,
                                    Finding.Kind.UNEXPECTED,
                                    Finding.Kind.LEFT_OVER)
                            .map(kind -> number(tally.of(kind))))));
        }
        for (Outcome outcome : outcomes) {
            if (outcome.tally().databasesOwn() > 0) {
                text.append("\n").append(outcome.database()).append(" itself, ");
                text.append(number(outcome.tally().databasesOwn())).append(" rows: ").append(outcome.blame()).append(".\n");
            }
        }
        return text.toString();
    }

    private static String faults(List<Outcome> outcomes) {
        StringBuilder text = new StringBuilder(head(
                Stream.concat(Stream.of("what was broken"), outcomes.stream().map(Outcome::database))
                        .toArray(String[]::new)));
        for (FaultKind kind : FaultKind.values()) {
            text.append(line(Stream.concat(
                    Stream.of(kind.label()),
                    outcomes.stream().map(outcome -> number(outcome.faults().of(kind))))));
        }
        return text.toString();
    }

    private static String paths(Outcome outcome) {
        StringBuilder text = new StringBuilder(head(
                outcome.database() + ", seed " + outcome.seed(),
                "writes",
                "applied",
                "conflict",
                "missing",
                "refused otherwise",
                "unknown",
                "worker killed",
                "resolved: committed",
                "rolled back"));
        Tally tally = outcome.tally();
        for (WritePath path : WritePath.values()) {
            Tally.Row row = tally.rows().get(path);
            if (row != null) {
                text.append(line(path.label(), row));
            }
        }
        return text.append(line("all", tally.total())).toString();
    }

    private static String line(String name, Tally.Row row) {
        return line(Stream.concat(
                Stream.of(name),
                Stream.of(
                                row.of(Answer.values()),
                                row.of(Answer.APPLIED),
                                row.of(Answer.CONFLICT),
                                row.of(Answer.MISSING),
                                row.of(Answer.REFUSED, Answer.BUSY, Answer.SERIALIZATION),
                                row.of(Answer.UNKNOWN),
                                row.of(Answer.UNFINISHED),
                                row.of(Resolution.COMMITTED),
                                row.of(Resolution.ROLLED_BACK))
                        .map(Tables::number)));
    }
}
