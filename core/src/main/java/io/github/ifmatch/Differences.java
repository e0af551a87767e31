package io.github.ifmatch;

import io.github.ifmatch.Difference.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each side of a conflict changed, component by component; of those that a caller may write.
 *
 * <p>Values are compared as their columns do: decimals by number, instants to the microsecond, arrays by their elements.
 *
 * <p>Immutable, if the values are.
 */
public final class Differences {

    private final List<Difference> all;
    private final boolean hasBase;

    /**
     * What was found of each component.
     *
     * @param all in the record's order
     * @param hasBase whether there was a base to compare with
     */
    public Differences(List<Difference> all, boolean hasBase) {
        this.all = List.copyOf(all);
        this.hasBase = hasBase;
    }

    /** Every component, in the record's order. */
    public List<Difference> all() {
        return all;
    }

    /** The components of one kind, in the record's order. */
    public List<Difference> of(Kind kind) {
        return all.stream().filter(difference -> difference.kind() == kind).toList();
    }

    /** The component of a name, or empty if there is none that a caller may write. */
    public Optional<Difference> find(String component) {
        return all.stream()
                .filter(difference -> difference.component().equals(component))
                .findFirst();
    }

    /**
     * Whether there was a base to compare with. Without one, who changed what is not known: a component is {@link
     * Kind#SAME} or {@link Kind#CLASH}.
     */
    public boolean hasBase() {
        return hasBase;
    }

    /**
     * The sentence for people, with names only, such as {@code owner was changed by someone else; your change of balance is
     * untouched}.
     */
    public String sentence() {
        return sentence(Difference::component);
    }

    /** The same sentence with the values; they may be secrets. */
    public String sentenceWithValues() {
        return sentence(difference -> difference.component() + " ("
                + (hasBase ? "was " + text(difference.base()) + ", " : "") + "yours "
                + text(difference.mine()) + ", theirs " + text(difference.theirs()) + ")");
    }

    /** Arrays by their elements. */
    private static String text(@Nullable Object value) {
        String wrapped = Arrays.deepToString(new Object[] {value});
        return wrapped.substring(1, wrapped.length() - 1);
    }

    private String sentence(Function<Difference, String> show) {
        List<String> parts = new ArrayList<>();
        if (hasBase) {
            add(parts, Kind.CLASH, show, " was changed by you and, differently, by someone else");
            add(parts, Kind.THEIRS, show, " was changed by someone else");
            add(parts, Kind.SAME, show, " was changed by both to the same");
            String mine = names(Kind.MINE, show);
            if (!mine.isEmpty()) {
                parts.add("your change of " + mine + " is untouched");
            }
        } else {
            add(parts, Kind.CLASH, show, " differs from what someone else stored");
        }
        return parts.isEmpty() ? "nothing differs" : String.join("; ", parts);
    }

    private void add(List<String> parts, Kind kind, Function<Difference, String> show, String predicate) {
        String names = names(kind, show);
        if (!names.isEmpty()) {
            boolean isPlural = of(kind).size() > 1;
            parts.add(names
                    + (isPlural ? predicate.replace(" was ", " were ").replace(" differs ", " differ ") : predicate));
        }
    }

    private String names(Kind kind, Function<Difference, String> show) {
        List<String> names = of(kind).stream().map(show).collect(Collectors.toList());
        if (names.size() < 2) {
            return String.join("", names);
        }
        String last = names.remove(names.size() - 1);
        return String.join(", ", names) + " and " + last;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Differences differences
                && hasBase == differences.hasBase
                && all.equals(differences.all);
    }

    @Override
    public int hashCode() {
        return Objects.hash(all, hasBase);
    }

    /** The components and who changed them, never the values. */
    @Override
    public String toString() {
        return "Differences" + all;
    }
}
