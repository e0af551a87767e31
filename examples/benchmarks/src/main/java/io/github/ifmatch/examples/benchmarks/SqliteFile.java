package io.github.ifmatch.examples.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A database of SQLite in a folder of its own, which does not wait for the disk: WAL, and {@code synchronous=OFF}. Immutable.
 *
 * @param folder removed when it is closed
 */
record SqliteFile(Path folder) implements AutoCloseable {

    static SqliteFile create() {
        try {
            return new SqliteFile(Files.createTempDirectory("ifmatch-sqlite"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "jdbc:sqlite:" + folder.resolve("benchmarks.db") + "?journal_mode=WAL&synchronous=OFF";
    }

    /** After the last connection was closed. */
    @Override
    public void close() {
        try {
            for (String ending : List.of("-wal", "-shm", "")) {
                Files.deleteIfExists(folder.resolve("benchmarks.db" + ending));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
