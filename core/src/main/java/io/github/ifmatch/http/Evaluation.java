package io.github.ifmatch.http;

import io.github.ifmatch.http.Decision.NotModified;
import io.github.ifmatch.http.Decision.PreconditionFailed;
import io.github.ifmatch.http.Decision.PreconditionRequired;
import io.github.ifmatch.http.Decision.Proceed;
import io.github.ifmatch.http.Decision.Source;
import io.github.ifmatch.http.Decision.Target;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The evaluation of one request's preconditions (RFC 9110 §13.2.2). For one thread at a time. */
final class Evaluation<R, ID> {

    /** Methods that neither select nor change a representation: their preconditions are ignored (§13.2.1). */
    private static final Set<String> WITHOUT_REPRESENTATION = Set.of("CONNECT", "OPTIONS", "TRACE");

    /** Methods that change what is there: of these a precondition can be required (RFC 6585 §3), of those we do not know it cannot. */
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final Preconditions<R, ID> preconditions;
    private final String method;
    private final HeaderFields fields;
    private final ID id;
    private final Current<R> current;
    private final boolean isRead;

    Evaluation(Preconditions<R, ID> preconditions, String method, HeaderFields fields, ID id, Current<R> current) {
        this.preconditions = preconditions;
        this.method = method;
        this.fields = fields;
        this.id = id;
        this.current = current;
        this.isRead = method.equals("GET") || method.equals("HEAD");
    }

    Decision decide() throws MalformedFieldException {
        if (WITHOUT_REPRESENTATION.contains(method)) {
            return proceed(AcceptableVersions.anything());
        }
        try {
            return evaluated();
        } catch (MalformedFieldException e) {
            if (createsRow() || current.row().isPresent()) {
                throw e;
            }
            return proceed(AcceptableVersions.oneOf(List.of())); // a 404: what cannot be read lets nothing be written
        }
    }

    /** Of all others, the response where there is no row is 404 whatever the preconditions are, so they are ignored (§13.2.1). */
    private boolean createsRow() {
        return method.equals("PUT");
    }

    private Decision evaluated() throws MalformedFieldException {
        Optional<TagList> ifMatch = tagList("If-Match");
        Optional<TagList> ifNoneMatch = tagList("If-None-Match");
        Optional<Instant> ifUnmodifiedSince = ifMatch.isPresent() ? Optional.empty() : ifUnmodifiedSince(ifNoneMatch);
        Optional<Instant> ifModifiedSince =
                ifNoneMatch.isPresent() || !isRead ? Optional.empty() : date("If-Modified-Since");
        return isRead
                ? read(ifMatch, ifNoneMatch, ifUnmodifiedSince, ifModifiedSince)
                : write(ifMatch, ifNoneMatch, ifUnmodifiedSince);
    }

    private Decision read(
            Optional<TagList> ifMatch,
            Optional<TagList> ifNoneMatch,
            Optional<Instant> ifUnmodifiedSince,
            Optional<Instant> ifModifiedSince)
            throws MalformedFieldException {
        if (current.row().isEmpty()) { // a 404, which goes before any precondition (§13.2.1)
            return proceed(AcceptableVersions.anything());
        }
        R row = current.row().get();
        boolean honoursRange = honoursRange();
        if (ifMatch.isPresent() && !matches(ifMatch.get(), row)) {
            return ifMatchFailed(ifMatch.get());
        }
        if (isModifiedSince(ifUnmodifiedSince, row)) {
            return failed(Unmet.IF_UNMODIFIED_SINCE);
        }
        boolean isKnown = ifNoneMatch.isPresent()
                ? noneMatchFails(ifNoneMatch.get(), row)
                : ifModifiedSince.isPresent() && hasDate(row) && !isModifiedSince(ifModifiedSince, row);
        return isKnown ? new NotModified(tag(row)) : proceed(AcceptableVersions.only(version(row)), honoursRange);
    }

    private Decision write(
            Optional<TagList> ifMatch, Optional<TagList> ifNoneMatch, Optional<Instant> ifUnmodifiedSince) {
        if (ifMatch.filter(this::hasUnknown).isPresent()) {
            current.read();
        }
        AcceptableVersions acceptable = ifMatch.map(this::acceptable).orElseGet(AcceptableVersions::anything);
        if (mustRead(acceptable, ifNoneMatch, ifUnmodifiedSince)) {
            current.read();
        }
        if (ifMatch.isPresent() && current.isRead() && !accepts(acceptable)) {
            return ifMatchFailed(ifMatch.get());
        }
        Optional<R> dated = ifUnmodifiedSince.flatMap(date -> current.row()).filter(this::hasDate);
        boolean isAbsent = ifUnmodifiedSince.isPresent()
                && preconditions.hasDates()
                && current.row().isEmpty();
        if (dated.isPresent()) {
            if (isModifiedSince(ifUnmodifiedSince, dated.get())) {
                return failed(Unmet.IF_UNMODIFIED_SINCE);
            }
            acceptable = AcceptableVersions.only(version(dated.get()));
        } else if (isAbsent) { // a row that is made from now on is modified since
            acceptable = acceptable.and(AcceptableVersions.absence());
        }
        if (ifNoneMatch.isPresent()) {
            if (current.isRead()
                    && current.row()
                            .filter(row -> noneMatchFails(ifNoneMatch.get(), row))
                            .isPresent()) {
                return failed(Unmet.ifNoneMatch(ifNoneMatch.get()));
            }
            acceptable = acceptable.and(stillNoneMatching(ifNoneMatch.get()));
        }
        boolean isGuarded = ifMatch.isPresent()
                || ifNoneMatch.filter(TagList::isAny).isPresent()
                || ((dated.isPresent() || isAbsent) && preconditions.isDateStrong());
        return isRequired() && !isGuarded ? required() : proceed(acceptable);
    }

    /** A method in the wrong case is no such method (§9.1), but rather a slip of ours than a way around. */
    private boolean isRequired() {
        return preconditions.isRequired() && CHANGING.contains(method.toUpperCase(Locale.ROOT));
    }

    /** Where the write alone cannot tell, or can never succeed. */
    private boolean mustRead(
            AcceptableVersions acceptable, Optional<TagList> ifNoneMatch, Optional<Instant> ifUnmodifiedSince) {
        return acceptable.versions().filter(Set::isEmpty).isPresent()
                || (ifUnmodifiedSince.isPresent() && preconditions.hasDates())
                || ifNoneMatch
                        .filter(list -> !list.isAny() || !acceptable.acceptsAbsence())
                        .isPresent();
    }

    /** Nothing but what was looked at: a version that is not of the list now might be so later. */
    private AcceptableVersions stillNoneMatching(TagList list) {
        return list.isAny() || current.row().isEmpty()
                ? AcceptableVersions.absence()
                : AcceptableVersions.only(version(current.row().get()));
    }

    /** Whether the row as it stands is acceptable. Where there is none, and PUT would not make one, 404 goes before 412. */
    private boolean accepts(AcceptableVersions acceptable) {
        return current.row().isPresent()
                ? acceptable.accepts(version(current.row().get()))
                : acceptable.acceptsAbsence() || !createsRow();
    }

    /** Where an element of the list is a tag of this row, its version; weak ones are of none (§13.1.1). */
    private AcceptableVersions acceptable(TagList list) {
        if (list.isAny()) {
            return AcceptableVersions.anyVersion();
        }
        Set<Long> versions = new TreeSet<>();
        for (ETag tag : list.tags()) {
            tagged(tag).ifPresent(versions::add);
        }
        return AcceptableVersions.oneOf(versions);
    }

    /** Whether a tag of the list is none of this row under the id of the request, and may be one under the row's own. */
    private boolean hasUnknown(TagList list) {
        return preconditions.tags().isSealed()
                && list.tags().stream()
                        .anyMatch(tag -> !tag.isWeak()
                                && preconditions.tags().version(id, tag).isEmpty());
    }

    private OptionalLong tagged(ETag tag) {
        return tag.isWeak() ? OptionalLong.empty() : preconditions.version(id, tag.value(), current);
    }

    private boolean matches(TagList list, R row) {
        return acceptable(list).accepts(version(row));
    }

    /** Weak comparison: a cache may have weakened our tag, or keep it under an earlier key (§13.1.2). */
    private boolean noneMatchFails(TagList list, R row) {
        return list.isAny()
                || list.tags().stream()
                        .map(tag -> preconditions.version(id, tag.value(), current))
                        .anyMatch(OptionalLong.of(version(row))::equals);
    }

    private boolean hasDate(R row) {
        return preconditions.lastModified(row).isPresent();
    }

    /** Whether the row changed after the date; never where there is no date to compare. */
    private boolean isModifiedSince(Optional<Instant> date, R row) {
        return date.isPresent()
                && preconditions.lastModified(row).filter(date.get()::isBefore).isPresent();
    }

    private List<String> lines(String field) {
        List<String> lines = fields.lines(field);
        return lines == null ? List.of() : lines;
    }

    private Optional<TagList> tagList(String field) throws MalformedFieldException {
        List<String> lines = lines(field);
        return lines.isEmpty() ? Optional.empty() : Optional.of(TagList.parse(field, lines));
    }

    /** A date; what is no date, or several, is ignored, as §13.1.3 and §13.1.4 demand. */
    private Optional<Instant> date(String field) {
        List<String> lines = lines(field);
        return lines.size() == 1 ? HttpDate.parse(TagList.trim(lines.get(0))) : Optional.empty();
    }

    /**
     * The one departure from the letter (§13.1.4): to ignore what is no date would turn a write that its sender wanted guarded into an
     * unguarded one. Not where a date would not have guarded it, or something else does.
     */
    private Optional<Instant> ifUnmodifiedSince(Optional<TagList> ifNoneMatch) throws MalformedFieldException {
        Optional<Instant> date = date("If-Unmodified-Since");
        boolean isOnlyGuard = !isRead
                && preconditions.hasDates()
                && ifNoneMatch.filter(TagList::isAny).isEmpty();
        if (isOnlyGuard && date.isEmpty() && !lines("If-Unmodified-Since").isEmpty()) {
            throw new MalformedFieldException("If-Unmodified-Since", "not one HTTP-date");
        }
        return date;
    }

    /** Step 5: only for GET, and only if there is a Range (§13.1.5). */
    private boolean honoursRange() throws MalformedFieldException {
        if (!method.equals("GET") || lines("Range").isEmpty()) {
            return method.equals("GET");
        }
        List<String> lines = lines("If-Range");
        if (lines.isEmpty()) {
            return true;
        }
        String value = TagList.trim(String.join(",", lines));
        // A tag has a double quote among its first three characters, a date has none (§13.1.5).
        if (value.substring(0, Math.min(3, value.length())).indexOf('"') < 0) {
            return preconditions.isDateStrong()
                    && date("If-Range").isPresent()
                    && current.row().flatMap(preconditions::lastModified).equals(date("If-Range"));
        }
        ETag tag = ETag.parse(value)
                .orElseThrow(() -> new MalformedFieldException("If-Range", "neither an entity tag nor an HTTP-date"));
        return current.row()
                .filter(row -> tagged(tag).equals(OptionalLong.of(version(row))))
                .isPresent();
    }

    private long version(R row) {
        return preconditions.tags().table().version(row);
    }

    private ETag tag(R row) {
        return preconditions.tags().of(row);
    }

    private Decision proceed(AcceptableVersions acceptable) {
        return proceed(acceptable, false);
    }

    private Decision proceed(AcceptableVersions acceptable, boolean honoursRange) {
        boolean needsRow = createsRow() && !lines("If-Match").isEmpty();
        Target target = new Target(method, preconditions.tags().table(), id, needsRow);
        return new Proceed(acceptable, Source.HEADER, honoursRange, Optional.of(target));
    }

    private Decision ifMatchFailed(TagList list) {
        boolean isOfRow = acceptable(list).versions().filter(Set::isEmpty).isEmpty();
        return failed(Unmet.ifMatch(list, isOfRow, current.row().isPresent()));
    }

    private Decision failed(String detail) {
        Optional<R> row = current.row();
        return new PreconditionFailed(
                detail,
                row.map(this::version).map(OptionalLong::of).orElse(OptionalLong.empty()),
                row.map(this::tag),
                row.map(Object.class::cast));
    }

    private Decision required() {
        return new PreconditionRequired("This request must be conditional: send If-Match with the ETag that was read,"
                + " or, to create, If-None-Match: *.");
    }
}
