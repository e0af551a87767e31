package io.github.ifmatch.examples.twotabs.rules;

import io.github.ifmatch.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * What somebody typed and did not save, kept so that it can be taken up again. Immutable.
 *
 * @param form what was typed, as JSON
 * @param base the rule as it was read before, as JSON
 */
public record Draft(
        UUID id, String owner, long ruleId, String ruleName, String form, String base, Instant keptAt, long version) {

    static final Table<Draft, UUID> TABLE = Table.of(Draft.class, UUID.class).named("rule_drafts");
}
