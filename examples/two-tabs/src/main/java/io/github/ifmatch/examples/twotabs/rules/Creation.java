package io.github.ifmatch.examples.twotabs.rules;

import io.github.ifmatch.Table;
import java.util.UUID;

/**
 * Remembers which rule was made from which form, so that a form sent twice makes one rule. Immutable.
 *
 * @param id the form's, random
 */
record Creation(UUID id, long ruleId, long version) {

    static final Table<Creation, UUID> TABLE =
            Table.of(Creation.class, UUID.class).named("rule_creations");
}
