package io.github.ifmatch.audit;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A statement that writes to a versioned table past the version, and the line that sent it.
 *
 * <p>Immutable.
 *
 * @param kind what the statement does
 * @param table the table's name as it was given to the audit; empty if it is not known
 * @param lacks what the statement should do and does not; empty for {@link Kind#CALL} and {@link Kind#UNREADABLE}
 * @param statement the statement's text, in which {@code ?} stands for every value
 * @param site the line that sent it
 * @param count how often that line has sent it
 */
public record Finding(Kind kind, String table, Set<Lack> lacks, String statement, StackTraceElement site, long count) {

    /** What a statement does. Immutable. */
    public enum Kind {
        /** An UPDATE, also one inside of WITH. */
        UPDATE("UPDATE"),
        /** A DELETE, also one inside of WITH. */
        DELETE("DELETE"),
        /** A branch of a MERGE that updates or deletes. */
        MERGE("MERGE"),
        /** An INSERT that updates a row that is there already: ON CONFLICT DO UPDATE, ON DUPLICATE KEY UPDATE. */
        UPSERT("INSERT that updates"),
        /** A row is replaced whole: REPLACE, INSERT OR REPLACE. */
        REPLACE("REPLACE"),
        /** All rows are removed. */
        TRUNCATE("TRUNCATE"),
        /** A procedure is called, which may write; reported only if the audit was told to. */
        CALL("procedure that may write"),
        /** The statement could not be read, and may write. */
        UNREADABLE("statement that could not be read and may write");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** What a statement should do and does not. Immutable. */
    public enum Lack {
        /** It does not check the version: it writes whatever the row has become. */
        CHECK("does not check the version"),
        /** It does not advance the version: others do not see that the row has changed. */
        ADVANCE("does not advance the version"),
        /** It sets the version to something else than one more: others may take the row for one that they have read. */
        STEP("does not advance the version by 1");

        private final String words;

        Lack(String words) {
            this.words = words;
        }
    }

    /** Copies what is lacking. */
    public Finding {
        requireNonNull(kind, "kind must not be null");
        requireNonNull(table, "table must not be null");
        requireNonNull(statement, "statement must not be null");
        requireNonNull(site, "site must not be null");
        EnumSet<Lack> copy = EnumSet.noneOf(Lack.class);
        copy.addAll(requireNonNull(lacks, "lacks must not be null"));
        lacks = Collections.unmodifiableSet(copy);
    }

    /** What is wrong, in one line, such as {@code accounts: UPDATE does not check the version}. */
    public String problem() {
        String where = table.isEmpty() ? "" : table + ": ";
        String what = lacks.stream().map(lack -> lack.words).collect(Collectors.joining(", "));
        return where + kind.words + (what.isEmpty() ? "" : " " + what);
    }

    /** As the report's JSON spells it. */
    static String member(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
