package io.github.ifmatch.examples.campaign.work;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Result;
import io.github.ifmatch.examples.campaign.history.WritePath;
import io.github.ifmatch.jdbi.VersionedJdbi;
import io.github.ifmatch.jdbi.VersionedPlugin;
import org.jdbi.v3.core.Jdbi;

/** Writes of a repository over Jdbi. Thread-safe. */
final class JdbiWrites {

    private final Desk desk;
    private final VersionedRepository<Note, Long> notes;

    JdbiWrites(Desk desk) {
        this.desk = desk;
        this.notes = VersionedJdbi.repository(
                Jdbi.create(desk.source()).installPlugin(new VersionedPlugin()), Note.NOTES);
    }

    Result patch(Note base) {
        return desk.run(
                desk.alone(WritePath.JDBI, Effect.APPEND, Note.NOTES, base),
                number -> Failures.result(number, notes.tryPatch(base, base.with(number))));
    }
}
