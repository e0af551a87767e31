package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Differences;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.UnfitValueException;
import io.github.ifmatch.VersionedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not carried out, as problem details (RFC 9457), in plain data for any JSON library.
 *
 * <p>What the document says of itself: {@code type}, {@code title}, {@code status}, {@code detail} and {@code kind}; of a
 * conflict also {@code expectedVersion} and {@code currentVersion}. No values: the current row, and what differs, are there
 * only if the caller puts them there, with {@link #withCurrent} and {@link #withDifferences}, because only the caller knows
 * what the client may see.
 *
 * <p>Immutable, if the values that it was given are.
 */
public final class Problem {

    /** The content type of the document: {@code application/problem+json}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What went wrong; the member {@code kind}, in lower case. Immutable. */
    public enum Kind {
        /** 412 or 409: somebody else changed the row since it was read. */
        CONFLICT,
        /** 412 or 409: a row with this id exists already. */
        EXISTS,
        /** 404 or 410: there is no such row (any more). */
        MISSING,
        /** 403: the row stands at the expected version, and yet a trigger, a rule or a policy did not let it be written. */
        SUPPRESSED,
        /** 403: the database's user may not do that. */
        PERMISSION,
        /** 409: another row holds the values of a unique index. */
        UNIQUE,
        /** 409: the row refers to none, or is referred to. */
        REFERENCE,
        /** 422: a constraint of the table does not hold for these values (RFC 9110 §15.5.21). */
        CHECK,
        /** 422: a value is wanting. */
        NOT_NULL,
        /** 422: a value is too long, out of range, or not of its type. */
        VALUE,
        /** 412: a precondition does not hold. */
        PRECONDITION_FAILED,
        /** 428: a write needs a precondition. */
        PRECONDITION_REQUIRED,
        /** 400: a precondition cannot be read. */
        MALFORMED,
        /** 400: a form's version is not one that this server gave out for this row. */
        TAMPERED,
        /** 503: others hold the row; try again later. */
        BUSY,
        /** 500: the connection was lost while committing, and the write may stand or not. No 503, which asks to send it again. */
        UNKNOWN_OUTCOME,
        /** 500: anything else. */
        FAILED;

        /** As the member {@code kind} spells it. */
        String member() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final int status;
    private final Kind kind;
    private final Map<String, String> headers;
    private final Map<String, @Nullable Object> members;
    private final @Nullable StandingRow row;

    private Problem(
            int status,
            Kind kind,
            Map<String, String> headers,
            Map<String, @Nullable Object> members,
            @Nullable StandingRow row) {
        this.row = row;
        this.status = status;
        this.kind = kind;
        this.headers = Collections.unmodifiableMap(headers);
        this.members = Collections.unmodifiableMap(members);
    }

    static Problem of(int status, Kind kind, String detail) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", StatusPhrases.of(status));
        members.put("status", status);
        members.put("detail", detail);
        members.put("kind", kind.member());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", MEDIA_TYPE);
        headers.put("Cache-Control", "no-store");
        return new Problem(status, kind, headers, members, null);
    }

    /** The same problem of a write that this row stands against. */
    Problem withRow(StandingRow currentRow) {
        return new Problem(status, kind, headers, members, currentRow);
    }

    /**
     * A write that was not applied, as {@link #of(Conflict, Decision.Proceed)} or {@link #of(Missing, Decision.Proceed)}.
     *
     * @throws IllegalArgumentException if it was applied
     */
    public static Problem of(Outcome<?> refused, Decision.Proceed proceed) {
        return refused.fold(
                row -> {
                    throw new IllegalArgumentException("refused must not be applied");
                },
                conflict -> of(conflict, proceed),
                missing -> of(missing, proceed));
    }

    /**
     * A write that was refused: 412 if the client's precondition was a header field and of this row, else 409.
     *
     * <p>Should the row have changed, again and again, to versions that are acceptable, it is 409 too: the precondition held. Of a row
     * other than the request's nothing is told but that: its versions and its tag are none to try again with.
     */
    public static Problem of(Conflict<?> conflict, Decision.Proceed proceed) {
        return Refused.of(conflict, requireNonNull(proceed, "proceed must not be null"));
    }

    /**
     * A row that is not there: 412 if the request is a PUT whose If-Match wants one (§13.1.1); else 404, see {@link #gone} for 410.
     *
     * <p>A row other than that of the request, which the write needed, is 409: what the client asked for is there.
     */
    public static Problem of(Missing<?> missing, Decision.Proceed proceed) {
        return Refused.missing(
                missing.table().name(), missing.id(), requireNonNull(proceed, "proceed must not be null"));
    }

    /** A write that was refused, with the version not from a header field: 409. */
    public static Problem of(Conflict<?> conflict) {
        return Refused.of(conflict);
    }

    /** A row that is not there: 404; see {@link #gone} for 410. */
    public static Problem of(Missing<?> missing) {
        requireNonNull(missing, "missing must not be null");
        return Refused.notFound();
    }

    /** A value that a component cannot take, or a name of none: 422, with its place as the member {@code pointer} (RFC 6901). */
    public static Problem of(UnfitValueException refused) {
        return of(422, Kind.VALUE, "A value is not one that this member can take. Nothing was written.")
                .with("pointer", Pointers.pointer(refused.component()));
    }

    /** What the preconditions were answered at once; 304 has no content, so it is no problem. */
    public static Problem of(Decision.Answer answer) {
        return Refused.of(answer);
    }

    /**
     * What was thrown, by its kind: see {@link Kind}. Its message, which names the table, is not shown.
     *
     * <p>If the request had a precondition, hand it over, too: {@link #of(VersionedException, Decision.Proceed)}.
     */
    public static Problem of(VersionedException failure) {
        return Failures.of(requireNonNull(failure, "failure must not be null"));
    }

    /**
     * What a service threw while it carried out a request with this precondition.
     *
     * <p>A conflict and a missing row are told as outcomes are. Refused changes, of a change set or a batch, are told as what was refused of
     * the request's own row, the root of an aggregate, else as 409; {@code refused} lists them all. Anything else is told without it.
     */
    public static Problem of(VersionedException failure, Decision.Proceed proceed) {
        return Failures.of(
                requireNonNull(failure, "failure must not be null"),
                requireNonNull(proceed, "proceed must not be null"));
    }

    /** A 404 for the missing row as 410: the caller knows that it was there, and will not come back. Any other is the same problem. */
    public Problem gone() {
        if (status != 404 || kind != Kind.MISSING) {
            return this;
        }
        Problem gone = new Problem(410, kind, headers, members, row).with("status", 410);
        return StatusPhrases.of(404).equals(members.get("title")) ? gone.with("title", StatusPhrases.of(410)) : gone;
    }

    /**
     * The same problem with a type of one's own, instead of {@code about:blank}.
     *
     * @param uri identifies the type of problem (RFC 9457 §3.1.1)
     * @param title a short summary of the type, the same for each problem of it
     */
    public Problem withType(String uri, String title) {
        return with("type", uri).with("title", title);
    }

    /** The same problem with another detail, such as in the client's language. */
    public Problem withDetail(String detail) {
        return with("detail", detail);
    }

    /** The same problem with the tag of the current row: {@code currentTag}. */
    public Problem withCurrentTag(ETag tag) {
        return with("currentTag", tag.toString());
    }

    /**
     * The same problem with the current row, {@code current}, and its tag, {@code currentTag}, if a row of this table stands against the
     * write; else the same problem. For every 412 and 409 alike, whoever found it; not for a row other than the request's.
     *
     * @param view gives the row in the form in which the client may see it, as whatever the JSON library can write
     */
    public <R> Problem withCurrent(RowTags<R, ?> tags, Function<? super R, ? extends Object> view) {
        return row == null
                ? this
                : row.in(tags.table())
                        .map(current -> withCurrentTag(tags.of(current)).withCurrent(view.apply(current)))
                        .orElse(this);
    }

    /**
     * The same problem with the current row: {@code current}. Only if the client may see it, and in the form in which it
     * may.
     *
     * @param current whatever the JSON library can write: a map, a record
     */
    public Problem withCurrent(Object current) {
        return with("current", current);
    }

    /** The same problem with what differs, without the values: {@code differences}, see {@link Pointers}. */
    public Problem withDifferences(Differences differences) {
        return withDifferences(differences, component -> false);
    }

    /**
     * The same problem with what differs, and with the values of those components that the client may see.
     *
     * @param visible says of a component whether the client may see its values
     */
    public Problem withDifferences(Differences differences, Predicate<String> visible) {
        return with("differences", Pointers.of(differences, visible));
    }

    /** The same problem with a further member, or another value of one (RFC 9457 §3.2). */
    public Problem with(String member, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(members);
        more.put(requireNonNull(member, "member must not be null"), value);
        return new Problem(status, kind, headers, more, row);
    }

    Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, kind, more, members, row);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** The header fields: the content type, {@code Cache-Control: no-store}, and {@code Retry-After} with 503. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The document: maps, lists, strings, numbers, booleans and null, but for the current row. */
    public Map<String, @Nullable Object> toMap() {
        return members;
    }

    /** The status and the kind, never a value. */
    @Override
    public String toString() {
        return "Problem[" + status + ", " + kind + "]";
    }
}
