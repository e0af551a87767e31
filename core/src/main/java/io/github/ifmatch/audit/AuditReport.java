package io.github.ifmatch.audit;

import java.util.List;

/**
 * What an audit has found until now.
 *
 * <p>Immutable.
 *
 * @param findings one for each statement text and call site, in the order of their first time
 * @param unlisted how many times more a statement was found after the audit held as many findings as it keeps
 */
public record AuditReport(List<Finding> findings, long unlisted) {

    /** Copies the findings. */
    public AuditReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return findings.isEmpty() && unlisted == 0;
    }

    /** The report for people: three lines for each finding. */
    public String toText() {
        StringBuilder text = new StringBuilder(headline());
        int number = 0;
        for (Finding finding : findings) {
            number++;
            text.append('\n')
                    .append(number)
                    .append(". ")
                    .append(finding.problem())
                    .append(times(finding.count()));
            text.append("\n   ").append(finding.statement());
            text.append("\n   at ").append(finding.site());
        }
        if (unlisted > 0) {
            text.append("\nNot listed: what was found ").append(unlisted).append(" times more, after ");
            text.append(findings.size()).append(" findings.");
        }
        return text.toString();
    }

    private String headline() {
        return switch (findings.size()) {
            case 0 -> "No statement writes to a versioned table past the version.";
            case 1 -> "1 statement writes to a versioned table past the version, or may do so:";
            default -> findings.size() + " statements write to versioned tables past the version, or may do so:";
        };
    }

    private static String times(long count) {
        return count == 1 ? "" : " (" + count + " times)";
    }

    /**
     * The report for programs, as JSON (RFC 8259): {@code findings}, each with {@code kind}, {@code table}, {@code lacks}, {@code
     * statement}, {@code site} and {@code count}; and {@code unlisted}.
     */
    public String toJson() {
        JsonText json = new JsonText().open('{').name("findings").open('[');
        for (Finding finding : findings) {
            json.open('{').name("kind").value(Finding.member(finding.kind()));
            json.name("table").value(finding.table()).name("lacks").open('[');
            finding.lacks().forEach(lack -> json.value(Finding.member(lack)));
            json.close(']').name("statement").value(finding.statement());
            StackTraceElement site = finding.site();
            json.name("site").open('{').name("class").value(site.getClassName());
            json.name("method").value(site.getMethodName());
            json.name("file").value(site.getFileName()).name("line").value(site.getLineNumber());
            json.close('}').name("count").value(finding.count()).close('}');
        }
        return json.close(']').name("unlisted").value(unlisted).close('}').toString();
    }

    /** The report for people. */
    @Override
    public String toString() {
        return toText();
    }
}
