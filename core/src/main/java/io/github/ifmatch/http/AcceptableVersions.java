package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * At which versions a row may stand when it is written, so that the client's preconditions hold. Immutable.
 */
public final class AcceptableVersions {

    private static final AcceptableVersions ANYTHING = new AcceptableVersions(null, true);
    private static final AcceptableVersions ANY_VERSION = new AcceptableVersions(null, false);
    private static final AcceptableVersions ABSENCE = new AcceptableVersions(new TreeSet<>(), true);

    private final @Nullable NavigableSet<Long> versions;
    private final boolean acceptsAbsence;

    private AcceptableVersions(@Nullable NavigableSet<Long> versions, boolean acceptsAbsence) {
        this.versions = versions == null ? null : Collections.unmodifiableNavigableSet(versions);
        this.acceptsAbsence = acceptsAbsence;
    }

    /** No condition: any version, or no row at all. */
    public static AcceptableVersions anything() {
        return ANYTHING;
    }

    /** There must be a row, at whatever version: {@code If-Match: *}. */
    public static AcceptableVersions anyVersion() {
        return ANY_VERSION;
    }

    /** There must be no row: {@code If-None-Match: *}. */
    public static AcceptableVersions absence() {
        return ABSENCE;
    }

    /** The row must stand at this version. */
    public static AcceptableVersions only(long version) {
        return oneOf(Collections.singleton(version));
    }

    /** The row must stand at the version that this number is; nothing is acceptable if it has a fraction, or is too large for one. */
    static AcceptableVersions ofNumber(Number number) {
        try {
            return only(new BigDecimal(number.toString()).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) { // NaN and the infinities are no decimals
            return oneOf(List.of());
        }
    }

    /** The row must stand at one of these versions; with none of them, nothing is acceptable. */
    public static AcceptableVersions oneOf(Collection<Long> versions) {
        return new AcceptableVersions(new TreeSet<>(requireNonNull(versions, "versions must not be null")), false);
    }

    /** Whether a row at this version may be written. */
    public boolean accepts(long version) {
        return versions == null || versions.contains(version);
    }

    /** Whether there may be no row. */
    public boolean acceptsAbsence() {
        return acceptsAbsence;
    }

    /** The versions, ascending; empty if any version is acceptable. */
    public Optional<NavigableSet<Long>> versions() {
        return Optional.ofNullable(versions);
    }

    /** The version, if exactly one is acceptable, and absence is not. */
    public OptionalLong single() {
        return versions != null && versions.size() == 1 && !acceptsAbsence
                ? OptionalLong.of(versions.first())
                : OptionalLong.empty();
    }

    /** What both accept. */
    AcceptableVersions and(AcceptableVersions other) {
        NavigableSet<Long> both = versions == null ? other.versions : new TreeSet<>(versions);
        if (versions != null && other.versions != null) {
            requireNonNull(both).retainAll(other.versions);
        }
        return new AcceptableVersions(both, acceptsAbsence && other.acceptsAbsence);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AcceptableVersions that
                && Objects.equals(versions, that.versions)
                && acceptsAbsence == that.acceptsAbsence;
    }

    @Override
    public int hashCode() {
        return Objects.hash(versions, acceptsAbsence);
    }

    /** Such as {@code any version}, {@code version 3 or 5} or {@code no row}. */
    @Override
    public String toString() {
        String text = versions == null
                ? "any version"
                : versions.isEmpty()
                        ? ""
                        : "version "
                                + String.join(
                                        " or ",
                                        versions.stream().map(String::valueOf).toList());
        if (acceptsAbsence) {
            return text.isEmpty() ? "no row" : text + " or no row";
        }
        return text.isEmpty() ? "nothing" : text;
    }
}
