package io.github.ifmatch.testkit.version;

import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.version.Item.Numbered;
import io.github.ifmatch.testkit.version.Item.Timed;
import io.github.ifmatch.type.VersionSource;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The sources of versions that more than one database has. */
public final class Sources {

    private Sources() {}

    private abstract static class NumberedSource extends Source<Numbered> {

        NumberedSource(Table<Numbered, Long> table, String column) {
            super(table, column);
        }

        NumberedSource(VersionSource source) {
            super(Table.of(Numbered.class, Long.class).versions(source), "version bigint NOT NULL");
        }

        @Override
        public Numbered item(long id, String text, int amount) {
            return new Numbered(id, text, amount, 0, null);
        }
    }

    private static class Counter extends NumberedSource {

        Counter(VersionSource source) {
            super(source);
        }

        @Override
        public boolean isNext(long before, long next) {
            return next == before + 1;
        }

        @Override
        public String advance() {
            return ", version = version + 1";
        }

        @Override
        public boolean comesAgain() {
            return table().versions() != VersionSource.COUNTER_FROM_CLOCK;
        }
    }

    public static final Source<Numbered> COUNTER = new Counter(VersionSource.COUNTER);
    public static final Source<Numbered> COUNTER_AS_GIVEN = new Counter(VersionSource.COUNTER_AS_GIVEN);
    public static final Source<Numbered> COUNTER_FROM_CLOCK = new Counter(VersionSource.COUNTER_FROM_CLOCK);

    public static final Source<Numbered> RANDOM = new NumberedSource(VersionSource.RANDOM) {

        @Override
        public boolean isNext(long before, long next) {
            return next > 0 && next != before;
        }

        /** As good as drawn, in each SQL. */
        @Override
        public String advance() {
            return ", version = version / 2 + 4711";
        }
    };

    /** Each lower than the one before: whatever takes the higher one for the newer, or reckons with the next number, is found. */
    public static final Source<Numbered> TRIGGER =
            new NumberedSource(
                    Table.of(Numbered.class, Long.class).versions(VersionSource.DATABASE),
                    "version bigint DEFAULT 1000000 NOT NULL") {

                @Override
                public boolean isNext(long before, long next) {
                    return next == before - 7;
                }

                @Override
                public Set<Feature> needs() {
                    return Set.of(Feature.EDITING_TRIGGERS);
                }

                @Override
                public Optional<Meddling> meddling() {
                    return Optional.of(Meddling.LOWERS_VERSION);
                }

                @Override
                public boolean comesAgain() {
                    return true;
                }

                @Override
                public boolean advancesUnversioned() {
                    return true;
                }
            };

    public static final Source<Numbered> COMPARED =
            new NumberedSource(
                    Table.of(Numbered.class, Long.class).unversioned("seen").comparing(), "") {

                @Override
                public boolean isNext(long before, long next) {
                    return next >= 0 && next != before;
                }

                @Override
                public Set<Feature> needs() {
                    return Set.of(Feature.COMPARED_COLUMNS);
                }

                @Override
                public boolean canTouch() {
                    return false;
                }

                @Override
                public boolean comesAgain() {
                    return true;
                }
            };

    private static class TimedSource extends Source<Timed> {

        TimedSource(VersionSource source, String column) {
            super(Table.of(Timed.class, Long.class).versions(source), column);
        }

        @Override
        public Timed item(long id, String text, int amount) {
            return new Timed(id, text, amount, Instant.EPOCH, null);
        }

        @Override
        public boolean isNext(long before, long next) {
            return next > before;
        }

        @Override
        public Set<Feature> needs() {
            return Set.of(Feature.MICROSECONDS);
        }
    }

    public static final Source<Timed> TIME = new TimedSource(VersionSource.TIME, "version {instant(6)} NOT NULL") {

        @Override
        public String advance() {
            return ", version = version + INTERVAL '1' SECOND";
        }
    };

    public static final Source<Timed> STAMP =
            new TimedSource(VersionSource.DATABASE, "version {instant(6)} DEFAULT current_timestamp(6) NOT NULL") {

                @Override
                public Set<Feature> needs() {
                    return Set.of(Feature.MICROSECONDS, Feature.EDITING_TRIGGERS);
                }

                @Override
                public Optional<Meddling> meddling() {
                    return Optional.of(Meddling.STAMPS_TIME);
                }

                @Override
                public boolean advancesUnversioned() {
                    return true;
                }
            };
}
