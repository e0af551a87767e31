package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;

/** Makes the repositories that are beans. Thread-safe. */
final class Repositories {

    private final Database database;
    private final boolean translatesExceptions;

    Repositories(Database database, boolean translatesExceptions) {
        this.database = database;
        this.translatesExceptions = translatesExceptions;
    }

    /** Called by the definitions of {@link RepositoryRegistrar}. */
    VersionedRepository<?, ?> repository(Table<?, ?> table) {
        VersionedRepository<?, ?> repository = database.repository(table);
        return translatesExceptions ? TranslatingRepository.of(repository) : repository;
    }
}
