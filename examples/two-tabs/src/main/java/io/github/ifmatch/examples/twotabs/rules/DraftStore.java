package io.github.ifmatch.examples.twotabs.rules;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedRepository;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Drafts that were kept. Thread-safe. */
public final class DraftStore {

    private final Jdbi jdbi;
    private final VersionedRepository<Draft, UUID> drafts;

    public DraftStore(DataSource dataSource) {
        this.jdbi = Queries.over(dataSource);
        this.drafts = VersionedRepository.of(dataSource, Draft.TABLE);
    }

    /** Keeps a draft; the same one again is the same draft. */
    @CanIgnoreReturnValue
    public Draft keep(String owner, RuleState base, String form, String baseJson) {
        byte[] content = String.join("\n", owner, form, baseJson).getBytes(StandardCharsets.UTF_8);
        UUID id = UUID.nameUUIDFromBytes(content);
        Rule rule = base.rule();
        Draft draft = new Draft(id, owner, rule.id(), rule.name(), form, baseJson, RuleStore.now(), 0);
        Outcome<Draft> outcome = drafts.tryInsert(draft);
        return outcome.fold(kept -> kept, conflict -> conflict.current(), missing -> draft);
    }

    /** Somebody's drafts, the newest first. */
    public List<Draft> of(String owner) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM rule_drafts WHERE owner = :owner ORDER BY kept_at DESC, id")
                        .bind("owner", owner)
                        .map((row, context) -> Draft.TABLE.read(row))
                        .list());
    }

    /** The draft with this id, if it is this person's. */
    public Optional<Draft> find(String id, String owner) {
        try {
            return drafts.find(UUID.fromString(id))
                    .filter(draft -> draft.owner().equals(owner));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no UUID
        }
    }

    /** Deletes the draft with this id, if there is one of this person's. */
    @CanIgnoreReturnValue
    public boolean forget(String id, String owner) {
        return find(id, owner).map(drafts::tryDelete).filter(Outcome::isApplied).isPresent();
    }
}
