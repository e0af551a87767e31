package io.github.ifmatch.engine;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.ChangeSet.Entry;
import io.github.ifmatch.ChangeSet.Kind;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.Patch;
import io.github.ifmatch.engine.write.ChangeMaker;
import io.github.ifmatch.engine.write.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be done for a change set: its changes, and the root of the aggregate. Immutable, if the rows are. */
final class ChangeSetPlan {

    private final List<Entry<?, ?>> entries;
    private final @Nullable Entry<?, ?> root;

    ChangeSetPlan(ChangeSet changes) {
        this.entries = changes.entries();
        this.root = changes.root().orElse(null);
    }

    /**
     * The changes, the root's own included: first, unless it is among them already; then it is made to advance. Where nothing
     * changes, or the root is among the changes at another version, it is checked.
     */
    List<Entry<?, ?>> entries() {
        if (root != null) { // an update that sets the values which are there would advance it no more than a touch
            ChangeMaker.requireTouchable(root.table());
        }
        List<Entry<?, ?>> all = withRoot();
        all.stream()
                .filter(entry -> entry.kind() == Kind.TOUCH)
                .forEach(entry -> ChangeMaker.requireTouchable(entry.table()));
        return all;
    }

    private List<Entry<?, ?>> withRoot() {
        Entry<?, ?> top = root;
        if (top == null) {
            return entries;
        }
        boolean isIdle = entries.stream().allMatch(ChangeSetPlan::isIdle);
        List<Entry<?, ?>> all = new ArrayList<>(entries);
        if (!isIdle) {
            all.replaceAll(entry -> entry.isOfRow(top) && isIdle(entry) ? touched(entry) : entry);
        }
        Optional<Entry<?, ?>> ofRoot = changeOf(top);
        if (ofRoot.isEmpty()) {
            all.add(0, isIdle ? checked(top) : top);
        } else if (version(ofRoot.get()) != version(top)) {
            all.add(0, checked(top));
        }
        return all;
    }

    /** Under which paths the root is told, and which change stored it, where that has another path. */
    Optional<Map.Entry<String, String>> aliasOfRoot() {
        Entry<?, ?> top = root;
        return top == null ? Optional.empty() : changeOf(top).map(change -> Map.entry(top.path(), change.path()));
    }

    private Optional<Entry<?, ?>> changeOf(Entry<?, ?> top) {
        return entries.stream().filter(entry -> entry.isOfRow(top)).findFirst();
    }

    /** Whether it checks its row and writes nothing. */
    static <R> boolean isIdle(Entry<R, ?> entry) {
        R after = entry.after();
        return after != null
                && Patch.between(DeclaredTable.of(entry.table()).mapping(), entry.known(), after)
                        .isEmpty();
    }

    /** The verb of the operation that makes it. */
    static String verb(Entry<?, ?> entry) {
        return Verb.valueOf(entry.kind().name()).word;
    }

    private static <R> long version(Entry<R, ?> entry) {
        return entry.table().version(entry.known());
    }

    /** The same row, which is checked and not written. */
    private static <R, ID> Entry<R, ID> checked(Entry<R, ID> entry) {
        return new Entry<>(entry.path(), entry.table(), Kind.PATCH, entry.known(), entry.known(), null);
    }

    /** The same row, whose version advances. */
    private static <R, ID> Entry<R, ID> touched(Entry<R, ID> entry) {
        return new Entry<>(entry.path(), entry.table(), Kind.TOUCH, entry.known(), null, null);
    }
}
