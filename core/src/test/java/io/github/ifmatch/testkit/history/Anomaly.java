package io.github.ifmatch.testkit.history;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

/** What cannot have been right with one row, and the operations that prove it, in order. Immutable. */
public sealed interface Anomaly {

    Object row();

    /** What proves it, in the order in which they began: with their clients, paths and versions. */
    List<Operation> operations();

    /** In a line, without the operations. */
    String headline();

    /** The ways by which the writes came that are involved, such as {@code PUT /articles/{id}}. */
    default List<String> paths() {
        return operations().stream()
                .filter(Operation::isWrite)
                .map(Operation::path)
                .distinct()
                .toList();
    }

    /** The headline, and each operation on a line. */
    default String text() {
        return Stream.concat(Stream.of(headline()), operations().stream().map(operation -> "  " + operation))
                .collect(joining("\n"));
    }

    /**
     * A write that was applied is gone: the last of these replaced what it had never seen.
     *
     * @param expected the version that it had seen last; {@link Operation#NONE} if none
     */
    record LostUpdate(Object row, long expected, List<Operation> operations) implements Anomaly {
        @Override
        public String headline() {
            return "lost update: row %s, of the writes on %s only one can stand"
                    .formatted(row, expected == Operation.NONE ? "no version" : "version " + expected);
        }
    }

    /** Two writes left the same version, or two contents were seen with it. */
    record DuplicateVersion(Object row, long version, List<Operation> operations) implements Anomaly {
        @Override
        public String headline() {
            return "duplicate version: row %s, version %d was left by more than one write".formatted(row, version);
        }
    }

    /** Versions that no recorded write can have left. The operations show that they existed, or are none if only the table does. */
    record MissingVersion(Object row, long from, long to, List<Operation> operations) implements Anomaly {
        @Override
        public String headline() {
            return "missing version: row %s, no recorded write left %s"
                    .formatted(row, from == to ? "version " + from : "versions " + from + " to " + to);
        }
    }

    /** A write that was refused or failed stands nevertheless: one of these, where they are several. */
    record PhantomWrite(Object row, long version, List<Operation> operations) implements Anomaly {
        @Override
        public String headline() {
            return "phantom write: row %s, %s only by a write that was refused or failed"
                    .formatted(row, version == Operation.NONE ? "it is gone" : "version " + version + " was left");
        }
    }

    /** Writes that were acknowledged, or versions that were read, are not in the table, and nothing has replaced them. */
    record VanishedWrite(Object row, List<Operation> operations) implements Anomaly {
        @Override
        public String headline() {
            return "vanished write: row %s, what was acknowledged, or seen, is not in the table".formatted(row);
        }
    }

    /** A version was seen, or replaced, before the write that left it began. */
    record EarlyVersion(Object row, long version, List<Operation> operations) implements Anomaly {
        @Override
        public String headline() {
            return "early version: row %s, version %d was there before the write that left it".formatted(row, version);
        }
    }

    /** What a write stored is seen with another version than the one that it was acknowledged with. */
    record WrongVersion(Object row, long version, List<Operation> operations) implements Anomaly {
        @Override
        public String headline() {
            return "wrong version: row %s, the write stands as version %d, and was acknowledged with another"
                    .formatted(row, version);
        }
    }

    /**
     * A read that began after a newer version was acknowledged, or seen, and did not see it.
     *
     * @param version the newer one
     */
    record StaleRead(Object row, long version, List<Operation> operations) implements Anomaly {
        @Override
        public String headline() {
            return "stale read: row %s, version %d was there before the read began".formatted(row, version);
        }
    }

    /**
     * In no order do the operations of a row explain each other that was deleted and inserted again, or is a register: these are the first
     * one that does not fit, and those under way with it.
     */
    record NoOrder(Object row, List<Operation> operations) implements Anomaly {
        @Override
        public String headline() {
            return "no order: row %s, in no order do its operations explain each other".formatted(row);
        }
    }
}
