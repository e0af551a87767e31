package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.GuardShape;
import io.github.ifmatch.dialect.GuardShape.Mode;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.dialect.TableGuard.Part;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.Mapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The guard of one table: what belongs to it as the table is declared, and what of that stands in the database. For one thread at a time,
 * like the connection.
 *
 * @param shape what is to be watched, and in which mode
 */
public record GuardState(
        Connection connection, TableGuard guard, Identifiers identifiers, Mapping<?, ?> mapping, GuardShape shape) {

    /**
     * The guard of a table that was found.
     *
     * @param mapping of a declaration that is complete
     */
    public static GuardState of(
            Connection connection,
            TableGuard guard,
            Identifiers identifiers,
            Mapping<?, ?> mapping,
            CatalogTable found,
            Mode mode) {
        GuardShape shape = new GuardShape(
                found.name(),
                names(identifiers, mapping, Column.Role.ID),
                identifiers.stored(mapping.versionColumn().name()),
                versioned(identifiers, mapping),
                mode);
        return new GuardState(connection, guard, identifiers, mapping, shape);
    }

    /** And what makes a row one of the table's: a fixed column, and what marks it as deleted. */
    private static List<String> versioned(Identifiers identifiers, Mapping<?, ?> mapping) {
        List<String> versioned = new ArrayList<>(names(identifiers, mapping, Column.Role.VERSIONED));
        mapping.declaration().fixed().forEach(column -> versioned.add(identifiers.stored(column.name())));
        return versioned;
    }

    private static List<String> names(Identifiers identifiers, Mapping<?, ?> mapping, Column.Role role) {
        return mapping.columns().stream()
                .filter(column -> column.role() == role)
                .map(column -> identifiers.stored(column.name()))
                .toList();
    }

    /** What belongs to it, in the order in which it is made. */
    public List<Part> parts() {
        return guard.parts(shape);
    }

    /** What belongs to it in any mode, by key, in the order in which it is made. */
    public Map<String, Part> partsOfAllModes() {
        Map<String, Part> all = new LinkedHashMap<>();
        for (Mode mode : Mode.values()) {
            guard.parts(shape.in(mode)).stream()
                    .filter(Part::isKept)
                    .forEach(part -> all.putIfAbsent(part.key(), part));
        }
        for (Mode mode : Mode.values()) {
            guard.parts(shape.in(mode)).forEach(part -> all.putIfAbsent(part.key(), part));
        }
        return all;
    }

    /** What stands on the table of a guard that was made when the table had another name. */
    public List<Part> formerParts() throws SQLException {
        return guard.formerParts(connection, shape);
    }

    /** What is missing, differs, or belongs to another mode or another name of the table; empty if the guard stands as declared. */
    public List<String> problems() throws SQLException {
        List<String> problems = problems(shape.mode(), installed());
        for (Part former : formerParts()) {
            problems.add("the " + former.key() + " is of a guard that was made when the table had another name");
        }
        return problems;
    }

    /** What is there of a guard of this name, in whatever mode. */
    Map<String, String> installed() throws SQLException {
        return guard.installed(connection, shape);
    }

    /** The same, of what is known to be there, for a mode. */
    List<String> problems(Mode mode, Map<String, String> installed) {
        Map<String, String> others = new LinkedHashMap<>(installed);
        List<String> problems = new ArrayList<>();
        for (Part part : guard.parts(shape.in(mode))) {
            String there = others.remove(part.key());
            if (there == null) {
                problems.add("the " + part.key() + " is missing");
            } else if (!there.equals(part.definition())) {
                problems.add("the " + part.key() + " is another one, or disabled");
            }
        }
        Map<String, Part> ever = partsOfAllModes();
        others.keySet().stream()
                .filter(key -> ever.containsKey(key) && !ever.get(key).isKept())
                .forEach(key -> problems.add("the " + key + " belongs to another mode"));
        return problems;
    }

    /** The DELETE of the rows that meet a condition, as one that the guard lets through. */
    public String delete(String condition) {
        return guard.delete(
                identifiers.table(mapping.declaration().name()),
                condition,
                identifiers.sql(mapping.versionColumn().name()),
                shape.table());
    }
}
