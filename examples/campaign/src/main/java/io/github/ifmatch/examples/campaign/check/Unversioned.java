package io.github.ifmatch.examples.campaign.check;

import io.github.ifmatch.examples.campaign.check.Finding.Kind;
import io.github.ifmatch.examples.campaign.history.Operation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the unversioned column of a row against those who wrote it: the last writer wins. */
final class Unversioned {

    private Unversioned() {}

    static List<Finding> findings(String name, List<Operation> writes, @Nullable FinalRow row) {
        if (row == null) {
            return List.of();
        }
        Optional<Operation> last =
                writes.stream().filter(write -> write.number() == row.seen()).findAny();
        if (row.seen() != 0 && last.filter(write -> write.isApplied() || write.mayStand()).isEmpty()) {
            return List.of(new Finding(Kind.PHANTOM_WRITE, name, "its unversioned column is of " + row.seen() + ": " + last));
        }
        long ended = last.map(write -> write.result().ended()).orElse(0L);
        return writes.stream()
                .filter(Operation::isApplied)
                .filter(write -> isOfSameLife(write, row) && write.intent().begun() > ended)
                .map(write -> new Finding(Kind.LOST_UPDATE, name, "its unversioned column is not of " + write))
                .toList();
    }

    private static boolean isOfSameLife(Operation write, FinalRow row) {
        return row.table() != 0
                || write.result().seen().version() >> RowHistory.LIFE_BITS == row.version() >> RowHistory.LIFE_BITS;
    }
}
