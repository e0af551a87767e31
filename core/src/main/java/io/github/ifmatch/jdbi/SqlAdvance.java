package io.github.ifmatch.jdbi;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.ParsedSql;

/**
 * Whether an UPDATE gives the version exactly its next value: that of its column, or of the WHERE's own parameter, plus 1.
 * Anything else may be right, and cannot be proven. Immutable.
 *
 * @param version the version's column, as declared
 * @param parameter the JDBC parameter that the WHERE compares with it
 * @param isAdopted whether the WHERE takes a NULL version for 0
 */
record SqlAdvance(SqlWrite write, ParsedSql sql, String version, int parameter, boolean isAdopted) {

    /**
     * Checks the statement.
     *
     * @throws IllegalArgumentException if it does not, or it cannot be proven
     */
    void require() {
        List<List<SqlToken>> given =
                write.assignments().stream().filter(this::assignsVersion).toList();
        if (given.isEmpty()) {
            throw refused("its SET does not advance the version, so that nobody else would notice; write SET …, ");
        }
        if (given.size() > 1) {
            throw refused("its SET gives the version more than once; write only ");
        }
        requireOneSpelling();
        List<SqlToken> assignment = given.get(0);
        int equals = indexOfEquals(assignment);
        if (!write.isColumn(assignment.subList(0, equals), version)) {
            throw refused("its SET gives the version together with other columns, or in a way that is not understood;"
                    + " write by itself ");
        }
        requireNext(assignment.subList(equals + 1, assignment.size()));
    }

    /**
     * Checks a statement on a table whose versions the database makes.
     *
     * @throws IllegalArgumentException if it may set the version
     */
    void requireNone() {
        if (write.assignments().stream().anyMatch(this::assignsVersion)) {
            throw new IllegalArgumentException(
                    "its SET gives the version, which is left to the database; leave " + version + " out");
        }
        requireOneSpelling();
    }

    private IllegalArgumentException refused(String why) {
        String stored = isAdopted ? "COALESCE(" + version + ", 0)" : version;
        return new IllegalArgumentException(why + version + " = " + stored + " + 1");
    }

    private boolean assignsVersion(List<SqlToken> assignment) {
        return assigns(assignment, version);
    }

    /** Whether an assignment may set the column: whatever may be its name is taken for it, here. */
    static boolean assigns(List<SqlToken> assignment, String column) {
        return assignment.subList(0, indexOfEquals(assignment)).stream().anyMatch(token -> token.mayName(column));
    }

    private static int indexOfEquals(List<SqlToken> assignment) {
        for (int i = 0; i < assignment.size(); i++) {
            if (assignment.get(i).depth() == 0 && assignment.get(i).is("=")) {
                return i;
            }
        }
        throw new IllegalArgumentException("its SET is not understood; write column = value for each column");
    }

    /** {@code version} and {@code "VERSION"} are one column for some databases, and two for others. */
    private void requireOneSpelling() {
        Set<String> spellings = Stream.concat(write.assignments().stream(), write.conditions().stream())
                .flatMap(List::stream)
                .filter(token -> token.mayName(version))
                .map(SqlToken::spelling)
                .collect(Collectors.toCollection(TreeSet::new));
        if (spellings.size() > 1) {
            throw new IllegalArgumentException("it writes the version's name in several ways, which may be several"
                    + " columns: " + String.join(", ", spellings) + "; write it in one");
        }
    }

    private void requireNext(List<SqlToken> value) {
        int size = value.size();
        boolean isStep =
                size > 2 && value.get(size - 2).is("+") && value.get(size - 1).is("1");
        List<SqlToken> last = isStep ? value.subList(0, size - 2) : List.of();
        int bound = SqlCondition.parameter(last);
        if (bound >= 0) {
            requireParameter(bound);
        } else if (write.isColumn(last, version)) {
            if (isAdopted) {
                throw refused("its WHERE takes a NULL version for 0, and its SET would leave it NULL; write ");
            }
        } else if (!write.isAdopted(last, version)) {
            throw refused("its SET gives the version a value that is not proven to be the next one; write ");
        }
    }

    private void requireParameter(int bound) {
        if (sql.getParameters().isPositional()) {
            throw refused("its SET makes the version of a parameter of which nothing proves that it is the expected"
                    + " version; name the parameters, or write ");
        }
        if (!Plan.name(sql, bound).equals(Plan.name(sql, parameter))) {
            throw refused("its SET makes the version of :" + Plan.name(sql, bound)
                    + ", which is not the expected version, :" + Plan.name(sql, parameter) + "; write ");
        }
    }
}
