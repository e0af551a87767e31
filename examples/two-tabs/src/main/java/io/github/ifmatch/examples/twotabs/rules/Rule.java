package io.github.ifmatch.examples.twotabs.rules;

import io.github.ifmatch.Table;
import io.github.ifmatch.type.VersionSource;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A pricing rule. Immutable.
 *
 * @param threshold from which order total on it applies
 * @param discount in percent
 * @param updatedBy who changed it last, for people; the version alone decides what may be written
 * @param version set by Ifmatch alone; advances with every change of the rule or of one of its conditions
 */
public record Rule(
        long id,
        String name,
        BigDecimal threshold,
        BigDecimal discount,
        String notes,
        boolean enabled,
        String updatedBy,
        Instant updatedAt,
        long version) {

    /** Clients of the JSON API choose ids, and may choose one again: no tag of the earlier rule may match the later one. */
    public static final Table<Rule, Long> TABLE =
            Table.of(Rule.class, Long.class).named("pricing_rules").versions(VersionSource.COUNTER_FROM_CLOCK);

    /** The rule with other values, of the same row at the same version. */
    public Rule with(
            String newName, BigDecimal newThreshold, BigDecimal newDiscount, String newNotes, boolean isEnabled) {
        return new Rule(id, newName, newThreshold, newDiscount, newNotes, isEnabled, updatedBy, updatedAt, version);
    }

    public Rule withEnabled(boolean isEnabled) {
        return with(name, threshold, discount, notes, isEnabled);
    }

    /** The rule with the signature of whoever changes it. */
    public Rule signed(String who, Instant at) {
        return new Rule(id, name, threshold, discount, notes, enabled, who, at, version);
    }

    /** Whether a person would call the two the same; decimals by number, not by scale. */
    boolean saysSameAs(Rule other) {
        return name.equals(other.name)
                && threshold.compareTo(other.threshold) == 0
                && discount.compareTo(other.discount) == 0
                && notes.equals(other.notes)
                && enabled == other.enabled;
    }
}
