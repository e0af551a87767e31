package io.github.ifmatch.testkit.version;

import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.version.Item.Numbered;
import io.github.ifmatch.testkit.version.Item.Timed;
import org.junit.jupiter.api.Nested;

/** The same contract for each source of versions; but for those that one database alone has. */
public abstract class VersionSourcesContract extends Contract {

    @Nested
    class Counter extends VersionSourceContract<Numbered> {
        Counter() {
            super(Sources.COUNTER);
        }
    }

    @Nested
    class CounterAsGiven extends VersionSourceContract<Numbered> {
        CounterAsGiven() {
            super(Sources.COUNTER_AS_GIVEN);
        }
    }

    @Nested
    class CounterFromClock extends VersionSourceContract<Numbered> {
        CounterFromClock() {
            super(Sources.COUNTER_FROM_CLOCK);
        }
    }

    @Nested
    class Random extends VersionSourceContract<Numbered> {
        Random() {
            super(Sources.RANDOM);
        }
    }

    @Nested
    class Trigger extends VersionSourceContract<Numbered> {
        Trigger() {
            super(Sources.TRIGGER);
        }
    }

    @Nested
    class Time extends VersionSourceContract<Timed> {
        Time() {
            super(Sources.TIME);
        }
    }

    @Nested
    class Stamp extends VersionSourceContract<Timed> {
        Stamp() {
            super(Sources.STAMP);
        }
    }

    @Nested
    class Compared extends VersionSourceContract<Numbered> {
        Compared() {
            super(Sources.COMPARED);
        }
    }
}
