package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The current row, read at most once, and only if somebody asks. For one thread at a time. */
final class Current<R> {

    private final Supplier<Optional<R>> source;
    private boolean isRead;
    private @Nullable R row;

    private Current(Supplier<Optional<R>> source) {
        this.source = source;
    }

    static <R> Current<R> of(Optional<R> row) {
        Current<R> current = new Current<>(() -> row);
        current.row = requireNonNull(row, "current must not be null").orElse(null);
        current.isRead = true;
        return current;
    }

    static <R> Current<R> from(Supplier<Optional<R>> source) {
        return new Current<>(requireNonNull(source, "current must not be null"));
    }

    /** Whether to ask costs nothing. */
    boolean isRead() {
        return isRead;
    }

    void read() {
        if (!isRead) {
            row = source.get().orElse(null);
            isRead = true;
        }
    }

    Optional<R> row() {
        read();
        return Optional.ofNullable(row);
    }
}
