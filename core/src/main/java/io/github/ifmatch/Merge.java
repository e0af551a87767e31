package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Difference.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Three-way merge: what only one side changed is taken; of what both changed, the same stays and the rest clashes, unless
 * a rule says otherwise.
 *
 * <pre>{@code
 * Merge<Product> merge = PRODUCTS.merge()
 *         .rule("stock", MergeRule.sumOfDeltas())
 *         .together("price", "currency");
 * products.update(mine, merge.from(base));
 * }</pre>
 *
 * <p>The merged row is their row with the caller's changes, to be written on their version. Immutable.
 *
 * @param <R> the row
 */
public final class Merge<R> {

    private final Table<R, ?> table;
    private final Map<String, MergeRule<?>> rules;
    private final List<Set<String>> groups;
    private final Consumer<? super R> validation;

    Merge(Table<R, ?> table) {
        this(table, Map.of(), List.of(), row -> {});
        requireNonNull(table.versionColumn()); // else nothing can be written on a version
    }

    private Merge(
            Table<R, ?> table,
            Map<String, MergeRule<?>> rules,
            List<Set<String>> groups,
            Consumer<? super R> validation) {
        this.table = table;
        this.rules = rules;
        this.groups = groups;
        this.validation = validation;
    }

    /**
     * Merges a component by this rule where both sides changed it, be it to the same: two counters that both went from 4 to 5
     * may mean 6. Default: the same change stays, and different ones clash.
     *
     * @throws IllegalArgumentException if there is no component of the name that a caller may write
     */
    public Merge<R> rule(String component, MergeRule<?> rule) {
        requireWritable(table, component);
        Map<String, MergeRule<?>> more = new HashMap<>(rules);
        more.put(component, requireNonNull(rule, "rule must not be null"));
        return new Merge<>(table, Map.copyOf(more), groups, validation);
    }

    /**
     * Makes components clash as one: if each side changed any of them, and not all to the same, every one that changed
     * clashes, whatever its rule.
     *
     * @throws IllegalArgumentException if there are fewer than two, or one is no component that a caller may write
     */
    public Merge<R> together(String... components) {
        Set<String> group = new LinkedHashSet<>(List.of(components));
        if (group.size() < 2) {
            throw new IllegalArgumentException("components must be at least two: " + group.size());
        }
        group.forEach(component -> requireWritable(table, component));
        List<Set<String>> more = new ArrayList<>(groups);
        more.add(Set.copyOf(group));
        return new Merge<>(table, rules, List.copyOf(more), validation);
    }

    /** Shows the merged row to a check before it is written; what the check throws ends the update. */
    public Merge<R> validated(Consumer<? super R> check) {
        return new Merge<>(table, rules, groups, requireNonNull(check, "check must not be null"));
    }

    /**
     * The merge as a resolver for an update. A base that is another row, or another version, than the updated row was made of
     * is an {@link IllegalArgumentException} when a conflict is to be resolved; one whose id is a whole number or a UUID, and another
     * than the updated row's, before anything is sent.
     *
     * <p>The base's values are taken now: a row that can be changed in place may be both the base and, changed after this, the
     * row to update. One that holds nothing new since then is an {@link IllegalArgumentException} when it is updated, for a
     * change that was made before would be lost.
     *
     * @param base the row as the caller read it
     */
    public Resolver<R> from(R base) {
        requireNonNull(base, "base must not be null");
        return new FromBase(base);
    }

    /**
     * Merges by hand, by the values that the rows hold now: a change that was made to the base in place, too, is none of mine. A
     * column whose type only a database knows is compared by {@code equals} here: merge with {@code repository.table().merge()} where
     * that is not how the type compares.
     *
     * @return the merged row, on their version; empty if anything clashes
     */
    public Optional<R> merge(R base, R mine, R theirs) {
        return new Attempt(table, base, mine, theirs).merged();
    }

    private static void requireWritable(Table<?, ?> of, String component) {
        if (!of.mayWrite(component)) {
            throw new IllegalArgumentException(
                    "component must be one of " + of.name() + " that a caller may write: " + component);
        }
    }

    /** The table with the column types of the database that refused the write, where it is this one. */
    @SuppressWarnings("ReferenceEquality") // a table equals itself under other types
    private Table<R, ?> under(Conflict<R> conflict) {
        Table<R, ?> typed = conflict.table().equals(table) ? conflict.table() : table;
        if (typed != table) {
            rules.keySet().forEach(component -> requireWritable(typed, component));
            groups.forEach(group -> group.forEach(component -> requireWritable(typed, component)));
        }
        return typed;
    }

    /** Whether two ids are of two rows for certain; of any but whole numbers and UUIDs only the database knows. */
    private static boolean isOther(List<? extends @Nullable Object> one, List<? extends @Nullable Object> other) {
        for (int i = 0; i < one.size(); i++) {
            if (isExact(one.get(i)) && isExact(other.get(i)) && !Objects.equals(one.get(i), other.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isExact(@Nullable Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof UUID;
    }

    /** The resolver: the values of the caller's base are taken once, however often the row changes, and whoever changes it. */
    private final class FromBase implements Resolver<R> {

        private final R given;
        private final R base;

        FromBase(R given) {
            this.given = given;
            this.base = table.copy(given);
        }

        /** What was changed in the base before its values were taken is lost; and a row of another id would be written instead. */
        @Override
        public void check(R mine) {
            requireSameId(table, base, mine);
            boolean isCopied = base != given;
            if (mine == given
                    && isCopied
                    && table.differences(base, mine, base).of(Kind.MINE).isEmpty()) {
                throw new IllegalArgumentException("base and mine are one object, so what was changed in it cannot be"
                        + " seen: copy the row before you change it, or call mergeFrom(base) before");
            }
        }

        private <ID> void requireSameId(Table<R, ID> of, R one, R other) {
            ID id = of.id(one);
            ID otherId = of.id(other);
            if (isOther(of.idValues(id), of.idValues(otherId))) {
                throw new IllegalArgumentException("mine must be of the same row as base, " + of.nameOf(id) + ": "
                        + of.nameOf(otherId) + Conflict.NO_OTHER_ID);
            }
        }

        @Override
        public Optional<R> resolve(Conflict<R> conflict) {
            requireBaseOf(conflict);
            return new Attempt(under(conflict), base, conflict.attempted(), conflict.current()).merged();
        }

        /** With any other base, what somebody else changed meanwhile would look unchanged, and be undone. */
        private void requireBaseOf(Conflict<R> conflict) {
            boolean isBase = conflict.isOf(table.id(base)) && table.version(base) == conflict.expectedVersion();
            if (!isBase) {
                throw new IllegalArgumentException("base must be the row that mine was made of, "
                        + table.nameOf(conflict.id()) + " at version " + conflict.expectedVersion() + ": "
                        + table.nameOf(table.id(base)) + " at version " + table.version(base));
            }
        }

        @Override
        public Conflict<R> unresolved(Conflict<R> conflict) {
            return conflict.withClashes(
                    new Attempt(under(conflict), base, conflict.attempted(), conflict.current()).clashes);
        }
    }

    /** One merge of three rows. */
    private final class Attempt {

        private final List<String> clashes = new ArrayList<>();
        private final Map<String, @Nullable Object> changes = new HashMap<>();
        private final Table<R, ?> typed;
        private final R theirs;
        private final Differences differences;

        /** The rules get values of their own: one that changes an array in place changes nothing else. */
        Attempt(Table<R, ?> typed, R givenBase, R givenMine, R givenTheirs) {
            this.typed = typed;
            theirs = typed.copy(givenTheirs);
            differences = typed.differences(typed.copy(givenBase), typed.copy(givenMine), theirs);
            differences.all().forEach(this::put);
        }

        private void put(Difference difference) {
            boolean isTorn = difference.kind() != Kind.UNCHANGED && isTorn(difference.component());
            if (isTorn) {
                clashes.add(difference.component());
            } else if (difference.kind() == Kind.MINE) {
                changes.put(difference.component(), difference.mine());
            } else if (difference.kind() == Kind.CLASH || difference.kind() == Kind.SAME) {
                changes.put(difference.component(), ruled(difference));
            }
        }

        /** Whether both sides changed a group that the component belongs to. */
        private boolean isTorn(String component) {
            return groups.stream()
                    .filter(group -> group.contains(component))
                    .anyMatch(group -> changes(group, Kind.CLASH)
                            || (changes(group, Kind.MINE) && (changes(group, Kind.THEIRS) || changes(group, Kind.SAME)))
                            || (changes(group, Kind.THEIRS) && changes(group, Kind.SAME)));
        }

        private boolean changes(Set<String> group, Kind kind) {
            return differences.of(kind).stream().anyMatch(difference -> group.contains(difference.component()));
        }

        @SuppressWarnings("unchecked")
        private @Nullable Object ruled(Difference difference) {
            MergeRule<Object> rule = (MergeRule<Object>) rules.get(difference.component());
            MergeRule.Merged<Object> merged = rule == null
                    ? unruled(difference)
                    : rule.merge(difference.base(), difference.mine(), difference.theirs());
            if (merged.isClash()) {
                clashes.add(difference.component());
            }
            return merged.value();
        }

        private MergeRule.Merged<Object> unruled(Difference difference) {
            return difference.kind() == Kind.SAME ? MergeRule.Merged.of(difference.theirs()) : MergeRule.Merged.clash();
        }

        Optional<R> merged() {
            if (!clashes.isEmpty()) {
                return Optional.empty();
            }
            R row = typed.with(theirs, changes);
            validation.accept(row);
            return Optional.of(row);
        }
    }
}
