package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.type.VersionSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the versions of a table come from. Immutable.
 *
 * @param compared the components of the columns that versions are made of; none where they are made of all, or of none
 */
public record Versioning(VersionSource source, List<String> compared) {

    public Versioning {
        compared = List.copyOf(compared);
    }

    static Versioning of(VersionSource source) {
        return new Versioning(source, List.of());
    }

    /** Those of a table's columns that its versions are made of, in their order. */
    public List<Column> compared(List<Column> columns) {
        return source == VersionSource.COMPARED
                ? columns.stream().filter(this::isCompared).toList()
                : List.of();
    }

    private boolean isCompared(Column column) {
        return compared.isEmpty()
                ? column.role() == Column.Role.VERSIONED || column.role() == Column.Role.GENERATED
                : compared.contains(column.component());
    }

    /** Why there can be no such versions; a later line may name other components. */
    Optional<String> problem(List<Column> columns, Column version) {
        if (source.needs64Bits() && Versions.last(version.javaType()) != Long.MAX_VALUE) {
            return Optional.of("versions that are " + bits() + ", so the version " + version.component()
                    + " must be a long: " + version.javaType().getName());
        }
        if (source != VersionSource.COMPARED) {
            return Optional.empty();
        }
        List<Column> made = compared(columns);
        if (made.isEmpty() && compared.isEmpty()) {
            return Optional.of("there is no column beside the id whose values could be compared in place of a version");
        }
        return made.stream()
                .filter(column -> !mayBeCompared(column))
                .findFirst()
                .map(Versioning::refusal);
    }

    private String bits() {
        return switch (source) {
            case RANDOM -> "drawn at random need 64 bits";
            case COMPARED -> "made of compared columns need 64 bits";
            default -> "never reused begin at the clock's";
        };
    }

    private static boolean mayBeCompared(Column column) {
        return column.role() == Column.Role.VERSIONED || column.role() == Column.Role.GENERATED;
    }

    private static String refusal(Column column) {
        return "the component " + column.component() + " cannot be compared in place of a version: "
                + switch (column.role()) {
                    case ID -> "every statement names the row by its id";
                    case UNVERSIONED -> "it is unversioned";
                    default -> "it is the version";
                };
    }

    /** The version at which a new row begins whose id was never used; without meaning where the database makes it. */
    long first() {
        return switch (source) {
            case COUNTER_FROM_CLOCK, TIME -> FirstVersions.OF_THIS_JVM.next();
            case RANDOM -> Versions.random();
            case COUNTER, COUNTER_AS_GIVEN, DATABASE, COMPARED -> 1;
        };
    }

    /** The same of a row whose id has these values. */
    long first(@Nullable Object[] idValues) {
        return beginsAtClock() ? FirstVersions.OF_THIS_JVM.next(IdKey.of(idValues)) : first();
    }

    private boolean beginsAtClock() {
        return source == VersionSource.COUNTER_FROM_CLOCK || source == VersionSource.TIME;
    }

    /** A row of this id was deleted at this version: the next one begins above it. A time that somebody has set ahead moves no other row's. */
    void ended(@Nullable Object[] idValues, long lastVersion) {
        if (source == VersionSource.COUNTER_FROM_CLOCK) {
            FirstVersions.OF_THIS_JVM.ended(lastVersion);
        } else if (source == VersionSource.TIME) {
            FirstVersions.OF_THIS_JVM.ended(IdKey.of(idValues), lastVersion);
        }
    }
}
