package io.github.ifmatch.spring.web;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.RowTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.ResolvableType;

/**
 * The tables whose rows requests are made of, with their preconditions, and what clients may see of them.
 *
 * <p>Preconditions that nobody declares are {@code Preconditions.of(RowTags.of(table))}: required, with tags that are the version.
 * Thread-safe.
 */
public final class WebRows {

    private final Supplier<Found> source;
    private volatile @Nullable List<WebRow<?, ?>> rows;

    private WebRows(Supplier<Found> source) {
        this.source = source;
    }

    /** The rows of these repositories. */
    public static WebRows of(VersionedRepository<?, ?>... repositories) {
        List<VersionedRepository<?, ?>> all = List.of(repositories);
        return new WebRows(
                () -> new Found(all.stream().<WebRow<?, ?>>map(WebRows::plain).toList(), true));
    }

    /**
     * The rows of all repositories among the beans, with the beans {@link Preconditions} and {@link CurrentView} of their tables. They
     * are looked for at the first request.
     */
    public static WebRows ofBeans(ListableBeanFactory beans) {
        requireNonNull(beans, "beans must not be null");
        return new WebRows(() -> {
            ObjectProvider<VersionedRepository<?, ?>> repositories =
                    beans.getBeanProvider(ResolvableType.forClass(VersionedRepository.class));
            ObjectProvider<Preconditions<?, ?>> preconditions =
                    beans.getBeanProvider(ResolvableType.forClass(Preconditions.class));
            List<WebRow<?, ?>> rows = new ArrayList<>();
            boolean isWhole = true;
            for (VersionedRepository<?, ?> repository : repositories) {
                if (repository.table() != null) { // a mock of a test slice has none
                    rows.add(viewed(plain(repository), beans));
                } else {
                    isWhole = false;
                }
            }
            for (Preconditions<?, ?> declared : preconditions) {
                rows.replaceAll(row -> preconditioned(row, declared));
            }
            return new Found(rows, isWhole);
        });
    }

    private static <R, ID> WebRow<R, ID> plain(VersionedRepository<R, ID> repository) {
        return new WebRow<>(repository, Preconditions.of(RowTags.of(repository.table())), null);
    }

    private static <R, ID> WebRow<R, ID> viewed(WebRow<R, ID> row, ListableBeanFactory beans) {
        ObjectProvider<CurrentView<R>> views = beans.getBeanProvider(ResolvableType.forClassWithGenerics(
                CurrentView.class, row.table().rowType()));
        return new WebRow<>(row.repository(), row.preconditions(), views.getIfAvailable());
    }

    /** The same with these preconditions of their table, instead of those that it has. */
    public WebRows with(Preconditions<?, ?> preconditions) {
        requireNonNull(preconditions, "preconditions must not be null");
        return map(row -> preconditioned(row, preconditions));
    }

    /** The same, where clients see so much of a row of this class that stands against their write. */
    public <R> WebRows withCurrent(Class<R> rowType, CurrentView<? super R> view) {
        requireNonNull(rowType, "rowType must not be null");
        requireNonNull(view, "view must not be null");
        return map(row -> row.table().rowType() == rowType ? viewed(row, view) : row);
    }

    private WebRows map(UnaryOperator<WebRow<?, ?>> change) {
        return new WebRows(() -> source.get().map(change));
    }

    @SuppressWarnings("unchecked") // the table's rows are of the class that the preconditions', or the view's, are of
    private static <R, ID> WebRow<?, ?> preconditioned(WebRow<R, ID> row, Preconditions<?, ?> preconditions) {
        return isOf(row, preconditions.tags().table())
                ? new WebRow<>(row.repository(), (Preconditions<R, ID>) preconditions, row.view())
                : row;
    }

    @SuppressWarnings("unchecked")
    private static <R, ID> WebRow<R, ID> viewed(WebRow<R, ID> row, CurrentView<?> view) {
        return new WebRow<>(row.repository(), row.preconditions(), (CurrentView<? super R>) view);
    }

    private static boolean isOf(WebRow<?, ?> row, Table<?, ?> table) {
        return row.table().name().equals(table.name()) && row.table().rowType() == table.rowType();
    }

    private List<WebRow<?, ?>> all() {
        List<WebRow<?, ?>> known = rows;
        if (known == null) {
            known = source.get().rows();
            rows = known.isEmpty() ? null : known; // a mock may yet be told what its table is
        }
        return known;
    }

    /**
     * The rows of this class; {@code void} for those of the only table.
     *
     * @throws IllegalStateException if there is not exactly one such table
     */
    WebRow<?, ?> of(Class<?> rowType) {
        List<WebRow<?, ?>> found = of(rowType, all());
        if (found.size() != 1) {
            throw new IllegalStateException(mistake(rowType, found.size()));
        }
        return found.get(0);
    }

    private static List<WebRow<?, ?>> of(Class<?> rowType, List<WebRow<?, ?>> known) {
        Predicate<WebRow<?, ?>> isWanted =
                row -> rowType == void.class || row.table().rowType() == rowType;
        return known.stream().filter(isWanted).toList();
    }

    private static String mistake(Class<?> rowType, int found) {
        String named = rowType == void.class ? "" : " of " + rowType.getName();
        return "there must be exactly one repository" + named + " to find the request's row: " + found + " are known. "
                + remedy(rowType, found);
    }

    private static String remedy(Class<?> rowType, int found) {
        if (found == 0) {
            return rowType == void.class ? "Declare a Table bean." : "Declare a Table bean of it.";
        }
        return rowType == void.class
                ? "Name the class of the rows, as in @IfMatch(Product.class)."
                : "Declare a WebRows bean of one of them.";
    }

    /**
     * Why the rows of this class, or of the only table, cannot be found; empty if they can, or if that is not known yet: none is, or one is
     * a mock, or cannot be made now. Nothing is kept, since a mock may yet be told what its table is.
     */
    Optional<String> mistake(Class<?> rowType) {
        List<WebRow<?, ?>> known = settled();
        int found = of(rowType, known).size();
        return known.isEmpty() || found == 1 ? Optional.empty() : Optional.of(mistake(rowType, found));
    }

    private List<WebRow<?, ?>> settled() {
        try {
            Found found = source.get();
            return found.isWhole() ? found.rows() : List.of();
        } catch (BeansException e) {
            return List.of();
        }
    }

    /** The rows that this one is of; empty unless its class tells. */
    Optional<WebRow<?, ?>> of(Object row) {
        List<WebRow<?, ?>> found = all().stream()
                .filter(known -> known.table().rowType().isInstance(row))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    Optional<WebRow<?, ?>> of(Decision.Target target) {
        return all().stream().filter(row -> isOf(row, target.table())).findFirst();
    }

    /** The problem with as much of the current row as the client may see. */
    Problem shown(Problem problem) {
        Problem shown = problem;
        for (WebRow<?, ?> row : all()) {
            shown = row.shown(shown);
        }
        return shown;
    }

    /**
     * What is known now. Immutable.
     *
     * @param isWhole false if there is a repository that does not say what its table is
     */
    private record Found(List<WebRow<?, ?>> rows, boolean isWhole) {

        Found map(UnaryOperator<WebRow<?, ?>> change) {
            return new Found(rows.stream().<WebRow<?, ?>>map(change).toList(), isWhole);
        }
    }
}
