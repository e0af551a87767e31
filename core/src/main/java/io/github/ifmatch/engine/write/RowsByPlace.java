package io.github.ifmatch.engine.write;

import io.github.ifmatch.engine.mapping.IdKey;
import io.github.ifmatch.engine.mapping.IdOrder;
import io.github.ifmatch.engine.mapping.RowId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of many ids, and says for each id which row is its. Whether two ids are one is the database's to say: most
 * are known by their keys, and only if some are left, it is asked. For one thread at a time, like the connection.
 */
public final class RowsByPlace<R, ID> {

    /** How many ids of one column one query asks for: all of a batch's statement. */
    static final int IDS_PER_QUERY = 1_024;

    /** How many of several columns. */
    private static final int WIDE_IDS_PER_QUERY = 512;

    /** The same where they are compared one by one: the condition is a tree of as many branches, and Derby takes no more than some hundreds. */
    private static final int BRANCHES_PER_QUERY = 128;

    /** How many values one query binds at most: PostgreSQL's driver sends 65,535, and a last id is repeated up to a power of two. */
    private static final int VALUES_PER_QUERY = 32_768;

    /** How many ids one query asks for where it names the place of each. */
    private static final int PLACES_PER_QUERY = 64;

    private final Statements<R, ID> statements;
    private final RowId<R, ID> rowId;
    private final List<@Nullable Object[]> ids;
    private final List<IdKey> keys;
    private final Map<IdKey, R> stored = new HashMap<>();
    private final List<Optional<R>> found;

    private RowsByPlace(Statements<R, ID> statements, RowId<R, ID> rowId, List<@Nullable Object[]> ids) {
        this.statements = statements;
        this.rowId = rowId;
        this.ids = ids;
        this.keys = ids.stream().map(IdKey::of).toList();
        this.found = new ArrayList<>(ids.size());
    }

    /** The rows, one for each id; or locked, in the order of the ids. */
    public static <R, ID> List<Optional<R>> find(
            Statements<R, ID> statements, RowId<R, ID> rowId, List<@Nullable Object[]> ids, boolean locking)
            throws Refusal {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Optional<R>[] found = new Optional[ids.size()];
        Arrays.fill(found, Optional.empty());
        List<Integer> order = locking ? IdOrder.ascending(ids) : places(0, ids.size());
        boolean comparesRows = statements.dialect().comparesRows();
        int perQuery = locking && !statements.locksAll()
                ? idsPerLock(rowId, ids, comparesRows)
                : idsPerQuery(ids, comparesRows);
        for (int from = 0; from < ids.size(); from += perQuery) {
            List<Integer> places = order.subList(from, Math.min(ids.size(), from + perQuery));
            List<Optional<R>> some = new RowsByPlace<>(
                            statements, rowId, places.stream().map(ids::get).toList())
                    .find(locking);
            for (int i = 0; i < some.size(); i++) {
                found[places.get(i)] = some.get(i);
            }
        }
        return List.of(found);
    }

    /** Where only the database knows the order of the ids, it locks as many at once as a query can name. */
    private static int idsPerLock(RowId<?, ?> rowId, List<@Nullable Object[]> ids, boolean comparesRows) {
        return ids.stream().map(rowId::ownOf).allMatch(IdOrder::isTheDatabases)
                ? idsPerQuery(ids, comparesRows)
                : Integer.highestOneBit(VALUES_PER_QUERY / ids.get(0).length);
    }

    private static int idsPerQuery(List<@Nullable Object[]> ids, boolean comparesRows) {
        if (ids.isEmpty() || ids.get(0).length == 1) {
            return IDS_PER_QUERY;
        }
        return comparesRows ? WIDE_IDS_PER_QUERY : BRANCHES_PER_QUERY;
    }

    private static List<Integer> places(int from, int to) {
        List<Integer> places = new ArrayList<>(to - from);
        for (int place = from; place < to; place++) {
            places.add(place);
        }
        return places;
    }

    private List<Optional<R>> find(boolean locking) throws Refusal {
        for (R row : query(ids, locking)) {
            keep(row);
        }
        List<Integer> left = new ArrayList<>();
        for (int place = 0; place < keys.size(); place++) {
            R row = stored.get(keys.get(place));
            found.add(Optional.ofNullable(row));
            if (row == null) {
                left.add(place);
            }
        }
        if (!left.isEmpty() && mayBeThere(left)) {
            ask(left, locking);
        }
        return found;
    }

    private void keep(R row) throws Refusal {
        if (stored.put(key(row), row) != null) {
            throw statements.twins();
        }
    }

    private IdKey key(R row) {
        return IdKey.of(rowId.values(rowId.of(row)));
    }

    /** Whether an id of which no row is known can be one with that of a row, in another form. */
    private boolean mayBeThere(List<Integer> left) throws Refusal {
        Set<IdKey> known = new HashSet<>(keys);
        if (!known.containsAll(stored.keySet())) {
            return true;
        }
        boolean isExact = left.stream().allMatch(place -> keys.get(place).isExact());
        return !stored.isEmpty()
                && !isExact
                && !query(left.stream().map(ids::get).toList(), false).isEmpty();
    }

    /**
     * The places are asked for without a lock: a row that the locking query did not show is not locked, and counts as absent. Of
     * a row that it did show, an older snapshot may not tell whose it is.
     */
    private void ask(List<Integer> left, boolean locking) throws Refusal {
        Set<IdKey> unpaired = new HashSet<>(stored.keySet());
        unpaired.removeAll(keys);
        for (int from = 0; from < left.size(); from += PLACES_PER_QUERY) {
            List<Integer> some = left.subList(from, Math.min(left.size(), from + PLACES_PER_QUERY));
            Map<Integer, R> answered = new LinkedHashMap<>();
            Set<Integer> twins = new HashSet<>();
            statements.findPlaces(padded(some.stream().map(ids::get).toList()), (place, row) -> {
                R other = answered.put(place, row);
                if (other != null && !key(other).equals(key(row))) {
                    twins.add(place);
                }
            });
            if (!twins.isEmpty()) {
                throw statements.twins();
            }
            answered.forEach((place, row) -> {
                unpaired.remove(key(row));
                if (place < some.size()) {
                    R known = stored.get(key(row));
                    found.set(some.get(place), Optional.ofNullable(known == null && !locking ? row : known));
                }
            });
        }
        if (locking && !unpaired.isEmpty() && !statements.isNewest(false)) {
            throw Refusal.unordered("a row was locked that an older snapshot does not show", Refusal.Stage.ANSWERED);
        }
    }

    private List<R> query(List<@Nullable Object[]> some, boolean locking) throws Refusal {
        List<R> rows = new ArrayList<>();
        statements.findAll(padded(some), locking, rows::add);
        return rows;
    }

    /** The last one is repeated up to a power of two, so that few different statements are sent. */
    private static List<@Nullable Object[]> padded(List<@Nullable Object[]> ids) {
        List<@Nullable Object[]> padded = new ArrayList<>(ids);
        while (Integer.bitCount(padded.size()) != 1) {
            padded.add(padded.get(padded.size() - 1));
        }
        return padded;
    }
}
