package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the preconditions of a request for one row, in the order of RFC 9110 §13.2.2.
 *
 * <p>A POST, PUT, PATCH or DELETE without a precondition is 428, unless the preconditions are {@linkplain #optional optional}. What is
 * malformed is 400: it is never taken for a wildcard, and never ignored where that could lose an update. Evaluate after the checks
 * that every request must pass, such as who may do this (§13.2.1), and before the request is carried out.
 *
 * <p>Immutable.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public final class Preconditions<R, ID> {

    private final RowTags<R, ID> tags;
    private final boolean isRequired;
    private final @Nullable Function<? super R, @Nullable Instant> lastModified;
    private final boolean isDateStrong;

    private Preconditions(
            RowTags<R, ID> tags,
            boolean isRequired,
            @Nullable Function<? super R, @Nullable Instant> lastModified,
            boolean isDateStrong) {
        this.tags = tags;
        this.isRequired = isRequired;
        this.lastModified = lastModified;
        this.isDateStrong = isDateStrong;
    }

    /** Preconditions of rows with these tags, required of every write, and without dates. */
    public static <R, ID> Preconditions<R, ID> of(RowTags<R, ID> tags) {
        return new Preconditions<>(requireNonNull(tags, "tags must not be null"), true, null, false);
    }

    /** The same, but a write without a precondition may proceed: the last writer wins. */
    public Preconditions<R, ID> optional() {
        return new Preconditions<>(tags, false, lastModified, isDateStrong);
    }

    /**
     * The same with dates, which are weak (§8.8.2.2): a row may change twice within the second that a date names.
     *
     * <p>So a date alone does not guard a write: If-Unmodified-Since is evaluated, but where a precondition is required it
     * is 428 all the same. If-Range with a date does not hold.
     *
     * @param instant when the row last changed, on this server's clock; null where that is not known
     */
    public Preconditions<R, ID> withLastModified(Function<? super R, @Nullable Instant> instant) {
        return new Preconditions<>(tags, isRequired, requireNonNull(instant, "instant must not be null"), false);
    }

    /**
     * The same with dates that are strong (§8.8.2.2): the caller knows that no row changes twice within one second.
     *
     * <p>If-Unmodified-Since then is precondition enough for a write.
     *
     * @param instant when the row last changed, on this server's clock; null where that is not known
     */
    public Preconditions<R, ID> withStrongLastModified(Function<? super R, @Nullable Instant> instant) {
        return new Preconditions<>(tags, isRequired, requireNonNull(instant, "instant must not be null"), true);
    }

    /** The tags. */
    public RowTags<R, ID> tags() {
        return tags;
    }

    boolean isRequired() {
        return isRequired;
    }

    boolean hasDates() {
        return lastModified != null;
    }

    boolean isDateStrong() {
        return isDateStrong;
    }

    /** When the row last changed, to the second, for {@code Last-Modified}; empty if dates are not used. */
    public Optional<Instant> lastModified(R row) {
        return lastModified == null
                ? Optional.empty()
                : Optional.ofNullable(lastModified.apply(row)).map(when -> when.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Evaluates them for a row that was just read. */
    public Decision evaluate(String method, HeaderFields fields, R current) {
        return evaluate(method, fields, tags.table().id(current), Optional.of(current));
    }

    /**
     * Evaluates them for the row with this id, which was just looked for: for GET and HEAD, and wherever the row is at hand.
     *
     * <p>Where there is none, a PUT whose precondition wants one is 412; any other method proceeds, to be 404 or 410, which
     * go before preconditions (§13.2.1), before malformed ones, too.
     *
     * @param current the row, or empty if there is none
     */
    public Decision evaluate(String method, HeaderFields fields, ID id, Optional<R> current) {
        return evaluate(method, fields, id, Current.of(current));
    }

    /**
     * Evaluates them for the row with this id, which is read only if it must be: for writes.
     *
     * <p>With If-Match, or {@code If-None-Match: *}, it need not be: the write itself checks the versions, in one act. Whether it is read
     * makes no difference to the answer: {@link Problem#of(Outcome, Decision.Proceed)} says of a refused write what would have been said
     * of the row.
     *
     * @param current gives the row, or empty if there is none: {@code () -> rows.find(id)}; called at most once
     */
    public Decision evaluate(String method, HeaderFields fields, ID id, Supplier<Optional<R>> current) {
        return evaluate(method, fields, id, Current.from(current));
    }

    private Decision evaluate(String method, HeaderFields fields, ID id, Current<R> current) {
        requireNonNull(method, "method must not be null");
        requireNonNull(fields, "fields must not be null");
        requireNonNull(id, "id must not be null");
        try {
            return new Evaluation<>(this, method, fields, id, current).decide();
        } catch (MalformedFieldException e) {
            return new Decision.BadRequest(Problem.Kind.MALFORMED, e.detail());
        }
    }

    /**
     * Evaluates the version that came in a hidden field of a form, as {@link RowTags#token} made it.
     *
     * @param token what the field holds, or null if it was not sent
     * @return proceed, with that version; 428 if there is none and one is required; 400 if it is not a token of this row
     */
    public Decision evaluateToken(ID id, @Nullable String token) {
        return evaluateToken(id, token, Current.of(Optional.empty()));
    }

    /**
     * Does as {@link #evaluateToken(Object, String)}, where the database may hold two spellings of an id to be one, such as
     * {@code anna} and {@code Anna}: a token is also of the row that it finds.
     *
     * @param current gives the row, or empty if there is none: {@code () -> rows.find(id)}; called only if the token is not of the id as
     *     it is spelt, and at most once
     */
    public Decision evaluateToken(ID id, @Nullable String token, Supplier<Optional<R>> current) {
        return evaluateToken(id, token, Current.from(current));
    }

    private Decision evaluateToken(ID id, @Nullable String token, Current<R> current) {
        if (token == null || token.isEmpty()) {
            return withoutVersion();
        }
        if (tags.isSealed() && tags.version(id, token).isEmpty()) {
            current.read();
        }
        OptionalLong version = version(id, token, current);
        return version.isPresent()
                ? evaluateVersion(version.getAsLong())
                : new Decision.BadRequest(
                        tags.isSealed() ? Problem.Kind.TAMPERED : Problem.Kind.MALFORMED,
                        "The version in the form is not one that this server gave out for this row.");
    }

    /**
     * Evaluates the version that came in the body, such as in the field {@code version} of a JSON object.
     *
     * @param version any number, as a JSON library reads it; null if it was not sent
     * @return proceed, with that version, or with none if no version is such a number; 428 if there is none and one is required
     */
    public Decision evaluateVersion(@Nullable Number version) {
        return version == null
                ? withoutVersion()
                : new Decision.Proceed(AcceptableVersions.ofNumber(version), Decision.Source.BODY, false);
    }

    /**
     * The version that a tag of this row stands for, under the id of the request or, once the row is read, under its own: whether the
     * two are one, which a database may say of other letters, was for the query to decide.
     */
    OptionalLong version(ID id, String tag, Current<R> current) {
        OptionalLong version = tags.version(id, tag);
        return version.isPresent() || !tags.isSealed() || !current.isRead()
                ? version
                : current.row()
                        .map(row -> tags.version(tags.table().id(row), tag))
                        .orElse(version);
    }

    private Decision withoutVersion() {
        return isRequired
                ? new Decision.PreconditionRequired(
                        "This request must say which version it changes: send the version that was read.")
                : new Decision.Proceed(AcceptableVersions.anything(), Decision.Source.BODY, false);
    }
}
