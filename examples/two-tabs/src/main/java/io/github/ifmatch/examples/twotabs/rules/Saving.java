package io.github.ifmatch.examples.twotabs.rules;

/** What became of an attempt to save a rule. Immutable. */
public sealed interface Saving {

    /**
     * It is saved.
     *
     * @param version the rule's version now
     */
    record Saved(long id, long version) implements Saving {}

    /**
     * Somebody else was faster; nothing was written.
     *
     * @param current the rule as it now stands
     */
    record Overtaken(RuleState current) implements Saving {}

    /** The rule was deleted meanwhile; nothing was written. */
    record Gone() implements Saving {}
}
