package io.github.ifmatch.examples.campaign.report;

import io.github.ifmatch.examples.campaign.check.Finding;
import io.github.ifmatch.examples.campaign.history.Answer;
import io.github.ifmatch.examples.campaign.history.Operation;
import io.github.ifmatch.examples.campaign.history.Resolution;
import io.github.ifmatch.examples.campaign.history.WritePath;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of the writes of a run, by path, and what was found. For one thread at a time. */
public final class Tally {

    private final Map<WritePath, Row> rows = new EnumMap<>(WritePath.class);
    private final Map<Finding.Kind, Long> findings = new EnumMap<>(Finding.Kind.class);
    private long databasesOwn;

    /** Begins at zero. */
    public Tally() {}

    /** Counts of one path. */
    static final class Row {
        final Map<Answer, Long> answers = new EnumMap<>(Answer.class);
        final Map<Resolution, Long> resolutions = new EnumMap<>(Resolution.class);

        long of(Answer... of) {
            long sum = 0;
            for (Answer answer : of) {
                sum += answers.getOrDefault(answer, 0L);
            }
            return sum;
        }

        long of(Resolution resolution) {
            return resolutions.getOrDefault(resolution, 0L);
        }

        void plus(Row more) {
            more.answers.forEach((answer, count) -> answers.merge(answer, count, Long::sum));
            more.resolutions.forEach((resolution, count) -> resolutions.merge(resolution, count, Long::sum));
        }
    }

    /** Counts a write. */
    public void add(Operation operation) {
        Row row = rows.computeIfAbsent(operation.intent().path(), path -> new Row());
        row.answers.merge(operation.answer(), 1L, Long::sum);
        if (operation.answer() == Answer.UNKNOWN) {
            row.resolutions.merge(operation.result().resolution(), 1L, Long::sum);
        }
    }

    /** Counts a finding. */
    public void add(Finding finding) {
        findings.merge(finding.kind(), 1L, Long::sum);
    }

    /** Counts a row that the database lost, as it does without Ifmatch. */
    public void addDatabasesOwn() {
        databasesOwn++;
    }

    /** How many writes there were. */
    public long operations() {
        return total().of(Answer.values());
    }

    /** How many findings there were. */
    public long findings() {
        return findings.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The kinds of findings, in words. */
    public String kinds() {
        return findings.keySet().stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    long of(Finding.Kind kind) {
        return findings.getOrDefault(kind, 0L);
    }

    long databasesOwn() {
        return databasesOwn;
    }

    Map<WritePath, Row> rows() {
        return rows;
    }

    Row total() {
        Row total = new Row();
        rows.values().forEach(total::plus);
        return total;
    }
}
