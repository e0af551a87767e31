package io.github.ifmatch.examples.twotabs.pages;

import io.github.ifmatch.examples.twotabs.rules.DraftStore;
import io.github.ifmatch.examples.twotabs.rules.Rule;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.github.ifmatch.examples.twotabs.rules.RuleStore;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.RowTags;
import javax.sql.DataSource;

/** What every page works with. Thread-safe. */
public record Desk(
        RuleStore rules,
        DraftStore drafts,
        RowTags<Rule, Long> tags,
        Preconditions<Rule, Long> preconditions,
        StateSeal seal,
        Renderer renderer) {

    /**
     * What the pages over one database work with.
     *
     * @param key random bytes that only the server knows, at least 32: forms are signed with it
     */
    public static Desk of(DataSource dataSource, byte[] key) {
        RowTags<Rule, Long> tags = RowTags.of(Rule.TABLE).signedWith(key).forRepresentation("form");
        return new Desk(
                new RuleStore(dataSource),
                new DraftStore(dataSource),
                tags,
                Preconditions.of(tags),
                new StateSeal(key),
                new Renderer());
    }

    /** The version of a state, for a form's hidden field. */
    public String token(RuleState state) {
        return tags.token(state.rule());
    }
}
