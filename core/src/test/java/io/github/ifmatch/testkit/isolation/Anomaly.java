package io.github.ifmatch.testkit.isolation;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The anomalies of the catalogue that is called Hermitage, each as steps of two or three sessions over the rows 1 (10) and 2 (20), and how to see that it
 * came about; and two kinds of lost update more. Immutable.
 */
public enum Anomaly {
    /** Two write the same two rows, and each keeps one of them. */
    G0("G0", "dirty write", Promise.NOTHING) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.write(1, 11);
            two.write(1, 12);
            one.write(2, 21);
            one.commit();
            two.write(2, 22);
            two.commit();
            return () -> play.stored().get(2L) - play.stored().get(1L) != 10;
        }
    },
    /** What was read is rolled back. */
    G1A("G1a", "aborted read", Promise.CHECKED) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.write(1, 101);
            two.read(1);
            one.rollback();
            two.check(1);
            two.commit();
            return () -> two.isCommitted() && two.saw(1, 101);
        }
    },
    /** What was read is only a step on the way to what is committed. */
    G1B("G1b", "intermediate read", Promise.CHECKED) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.write(1, 101);
            two.read(1);
            one.write(1, 11);
            one.commit();
            two.check(1);
            two.commit();
            return () -> two.isCommitted() && two.saw(1, 101);
        }
    },
    /** Each of two reads what the other one writes. */
    G1C("G1c", "circular information flow", Promise.CHECKED) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.write(1, 11);
            two.write(2, 22);
            one.read(2);
            two.read(1);
            one.check(2);
            two.check(1);
            one.commit();
            two.commit();
            return () -> play.areAllCommitted() && one.saw(2, 22) && two.saw(1, 11);
        }
    },
    /** A third session sees one write of the second transaction, and then a row without its other one. */
    OTV("OTV", "observed transaction vanishes", Promise.CHECKED) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            Session three = play.session();
            one.write(1, 11);
            one.write(2, 19);
            one.commit();
            two.read(1);
            two.read(2);
            two.write(1, 12);
            three.read(1);
            three.read(2);
            two.write(2, 18);
            two.commit();
            three.check(1);
            three.check(2);
            three.commit();
            return () -> three.isCommitted() && three.sawThen(1, 12, 2, 19);
        }
    },
    /** A condition that found nothing finds a new row in the same transaction. */
    PMP_READ("PMP", "predicate with many preceders, read", Promise.CHECKED) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.readGuard();
            one.find("amount = 30");
            two.readGuard();
            two.insert(3, 30);
            two.touchGuard();
            two.commit();
            one.find("amount >= 30");
            one.check(Item.GUARD);
            one.commit();
            return () -> play.areAllCommitted() && one.found().equals(List.of(0, 1));
        }
    },
    /** A delete misses the row that its condition holds for, before and after the other transaction. */
    PMP_WRITE("PMP", "predicate with many preceders, write", Promise.WRITES) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.addToBoth(10);
            two.deleteWhere("amount = 20");
            one.commit();
            two.commit();
            return () -> play.areAllCommitted() && play.stored().equals(Map.of(1L, 20, 2L, 30));
        }
    },
    /** Two add to what both have read. */
    P4("P4", "lost update", Promise.WRITES) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.read(1);
            two.read(1);
            one.add(1, 1);
            two.add(1, 1);
            one.commit();
            two.commit();
            return () -> play.areAllCommitted() && play.stored().get(1L) == 11;
        }
    },
    /** The same, with the time to think between a transaction that reads and one that writes. */
    P4_LATER("P4", "lost update, read in one transaction and written in another", Promise.WRITES) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.read(1);
            one.commit();
            two.read(1);
            two.commit();
            one.add(1, 1);
            one.commit();
            two.add(1, 1);
            two.commit();
            return () -> play.areAllCommitted() && play.stored().get(1L) == 11;
        }
    },
    /** What was read is rolled back, and somebody else makes another row of the same version. */
    P4_REUSED("P4", "lost update, of a row read before its writer rolled back", Promise.CLEAN_WRITES) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            Session three = play.session();
            one.write(1, 101);
            two.read(1);
            one.rollback();
            three.write(1, 30);
            three.commit();
            two.add(1, 1);
            two.commit();
            return () ->
                    two.isCommitted() && three.isCommitted() && play.stored().get(1L) != 31;
        }
    },
    /** A row before, and another one after the other transaction. */
    G_SINGLE("G-single", "read skew", Promise.CHECKED) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.read(1);
            two.read(1);
            two.read(2);
            two.write(1, 12);
            two.write(2, 18);
            two.commit();
            one.read(2);
            one.check(1);
            one.commit();
            return () -> play.areAllCommitted() && one.saw(1, 10) && one.saw(2, 18);
        }
    },
    /** Two conditions, one before and one after the other transaction. */
    G_SINGLE_PREDICATE("G-single", "read skew, by conditions", Promise.CHECKED) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.find("amount IN (10, 20)");
            two.write(1, 12);
            two.commit();
            one.find("amount = 12");
            one.check(1);
            one.check(2);
            one.commit();
            return () -> play.areAllCommitted() && one.found().equals(List.of(2, 1));
        }
    },
    /** A row read before, and a delete made after the other transaction. */
    G_SINGLE_WRITE("G-single", "read skew, and a write by a condition", Promise.CHECKED) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.read(1);
            two.write(1, 12);
            two.write(2, 18);
            two.commit();
            one.check(1);
            one.deleteWhere("amount = 20");
            one.commit();
            return () ->
                    play.areAllCommitted() && one.saw(1, 10) && play.stored().containsKey(2L);
        }
    },
    /** Each of two writes one row because of what it read in the other one. */
    G2_ITEM("G2-item", "write skew", Promise.CHECKED) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.read(1);
            one.read(2);
            two.read(1);
            two.read(2);
            one.check(2);
            one.write(1, 11);
            two.check(1);
            two.write(2, 21);
            one.commit();
            two.commit();
            return () -> play.areAllCommitted() && one.saw(2, 20) && two.saw(1, 10);
        }
    },
    /** Each of two inserts what the other one's condition would have found. */
    G2("G2", "write skew, by conditions", Promise.CHECKED) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            one.readGuard();
            one.find("amount >= 30");
            two.readGuard();
            two.find("amount >= 30");
            one.touchGuard();
            one.insert(3, 30);
            two.touchGuard();
            two.insert(4, 42);
            one.commit();
            two.commit();
            return () -> play.areAllCommitted()
                    && one.found().equals(List.of(0))
                    && two.found().equals(List.of(0));
        }
    },
    /** A third session, which only reads, sees what cannot be if the first one comes before the second. */
    G2_READ_ONLY("G2", "write skew that only a reader sees", Promise.CHECKED) {
        @Override
        BooleanSupplier play(Play play) {
            Session one = play.session();
            Session two = play.session();
            Session three = play.session();
            one.read(1);
            one.read(2);
            two.read(2);
            two.write(2, 25);
            two.commit();
            three.read(1);
            three.read(2);
            three.commit();
            one.check(2);
            one.write(1, 0);
            one.commit();
            return () -> play.areAllCommitted() && one.saw(2, 20) && three.saw(1, 10) && three.saw(2, 25);
        }
    };

    /** What is promised of it with Ifmatch. */
    enum Promise {
        /** Nothing: the database's own affair. */
        NOTHING,
        /** It does not come about by writes of Ifmatch's, at whichever level. */
        WRITES,
        /** The same, but for transactions that see what is never committed. */
        CLEAN_WRITES,
        /** It does not come about where what was only read is checked, if the database has reads that lock. */
        CHECKED
    }

    private final String code;
    private final String title;
    private final Promise promise;

    Anomaly(String code, String title, Promise promise) {
        this.code = code;
        this.title = title;
        this.promise = promise;
    }

    /** What the catalogue calls it. */
    public String code() {
        return code;
    }

    /** The same in words. */
    public String title() {
        return title;
    }

    Promise promise() {
        return promise;
    }

    /** Plays it; what is returned says whether it came about, asked when all sessions have come to their ends. */
    abstract BooleanSupplier play(Play play);
}
