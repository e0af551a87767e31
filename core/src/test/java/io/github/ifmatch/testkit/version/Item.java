package io.github.ifmatch.testkit.version;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code items}, whatever its version is; {@code seen} is unversioned. */
public interface Item {

    long id();

    String text();

    int amount();

    @Nullable
    String seen();

    /** One whose version is a number. Immutable. */
    record Numbered(
            long id,
            String text,
            int amount,
            long version,
            @Nullable String seen) implements Item {}

    /** One whose version is a time. Immutable. */
    record Timed(
            long id,
            String text,
            int amount,
            Instant version,
            @Nullable String seen) implements Item {}
}
