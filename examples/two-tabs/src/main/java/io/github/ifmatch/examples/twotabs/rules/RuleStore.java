package io.github.ifmatch.examples.twotabs.rules;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.VersionedRepository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The rules: queries by Jdbi, every write by Ifmatch. Thread-safe. */
public final class RuleStore {

    private final Jdbi jdbi;
    private final Database database;

    public RuleStore(DataSource dataSource) {
        this.jdbi = Queries.over(dataSource);
        this.database = Database.of(dataSource);
    }

    /** Now, as the database can keep it. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** The rules alone, for the JSON API. */
    public VersionedRepository<Rule, Long> rules() {
        return database.repository(Rule.TABLE);
    }

    /** All rules, by id. */
    public List<Rule> list() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM pricing_rules ORDER BY id")
                .map((row, context) -> Rule.TABLE.read(row))
                .list());
    }

    /** Every condition, by id. */
    public List<Condition> conditions() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM rule_conditions ORDER BY id")
                .map((row, context) -> Condition.TABLE.read(row))
                .list());
    }

    /** A rule with its conditions, both as of the same moment. */
    public Optional<RuleState> find(long id) {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> find(handle, id));
    }

    private static Optional<RuleState> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM pricing_rules WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> Rule.TABLE.read(row))
                .findOne()
                .map(rule -> RuleState.stored(
                        rule,
                        handle.createQuery("SELECT * FROM rule_conditions WHERE rule_id = :id ORDER BY id")
                                .bind("id", id)
                                .map((row, context) -> Condition.TABLE.read(row))
                                .list()));
    }

    /** Who made which of the changes from what was read to what was found later. */
    public Authors authors(RuleState base, RuleState theirs) {
        String sql = "SELECT * FROM rule_changes WHERE rule_id = :id AND rule_version > :base AND rule_version <= :theirs"
                + " ORDER BY rule_version, id";
        List<RuleChange> changes = jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", theirs.rule().id())
                .bind("base", base.rule().version())
                .bind("theirs", theirs.rule().version())
                .map((row, context) -> RuleChange.TABLE.read(row))
                .list());
        return Authors.of(base, theirs, changes);
    }

    /**
     * Saves what somebody made of the rule that they read: all of it, or nothing.
     *
     * @param from the rule as it was read; every row is written only if it is still at its version
     */
    public Saving save(RuleState from, RuleState to, String who) {
        Edit edit = new Edit(from, to, who, now());
        try {
            return saved(database.apply(edit.changes()).row(Edit.RULE, Rule.class));
        } catch (RefusedException refused) {
            return find(from.rule().id())
                    .map(current -> edit.looksApplied(current)
                            ? saved(current.rule())
                            : new Saving.Overtaken(current))
                    .orElseGet(Saving.Gone::new);
        }
    }

    /**
     * Creates a rule, once for each form and content.
     *
     * @param form the form's id: if this very rule was made from it already, that one is told, or that it was deleted since, and
     *     nothing is written
     */
    public Saving create(UUID form, RuleState wanted, String who) {
        UUID id = Creation.id(form, wanted);
        ChangeSet changes = ChangeSet.empty()
                .insert(Edit.RULE, Rule.TABLE, wanted.rule().signed(who, now()))
                .insertFrom("creation", Creation.TABLE, earlier -> new Creation(id, idOf(earlier), 0));
        for (var condition : wanted.conditions().entrySet()) {
            changes = changes.insertFrom(
                    "conditions/" + condition.getKey(),
                    Condition.TABLE,
                    earlier -> condition.getValue().copyFor(idOf(earlier)));
        }
        try {
            return saved(database.apply(changes).row(Edit.RULE, Rule.class));
        } catch (RefusedException refused) {
            if (refused.refused().get("creation") instanceof Conflict<?> conflict
                    && conflict.current() instanceof Creation made) {
                return rules().find(made.ruleId()).map(RuleStore::saved).orElseGet(Saving.Gone::new);
            }
            throw refused;
        }
    }

    private static Saving saved(Rule rule) {
        return new Saving.Saved(rule.id(), rule.version());
    }

    private static long idOf(ChangeSet.Result result) {
        return result.row(Edit.RULE, Rule.class).id();
    }

    /** The changes of several rows of the list at once. */
    public ListEdit edit(String who) {
        return new ListEdit(database, who);
    }
}
