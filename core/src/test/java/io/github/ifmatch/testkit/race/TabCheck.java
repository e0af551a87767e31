package io.github.ifmatch.testkit.race;

/** What {@link TwoTabs} tries, in this order. Immutable. */
public enum TabCheck {

    /** One tab opens, edits and saves: accepted, and stored. Without it, the others prove nothing. */
    PLAIN_SAVE("one tab saves"),

    /** A and B open the same; A saves, then B: B must be refused, and A's edit must stand. */
    STALE_SAVE("two tabs: A saves, then B"),

    /** A and B save at the same time, over and over: one is accepted, and what it wrote stands. */
    SLOW_SAVE("slow save: B's begins before A's ends"),

    /** A tab was opened long ago, and others have saved three times: its save must be refused. */
    RESUME("resume: a tab that was opened long ago"),

    /** A save waits while others write, and is sent twice once it can be: both must be refused. */
    OFFLINE("offline and back: a queued save, sent again"),

    /** The same request twice, as after a lost answer: it must be applied once, whatever the second answer. */
    SENT_TWICE("the same request sent twice"),

    /** The same request once more after somebody else has saved: their edit must stand. */
    SENT_LATE("the same request sent again after others wrote"),

    /** After a refusal, what was typed is still to be had. */
    DRAFT_KEPT("the draft after a refusal"),

    /** After a refusal, opening anew and saving works. */
    RELOAD("reload after a refusal");

    private final String words;

    TabCheck(String words) {
        this.words = words;
    }

    /** In words, as the report has it. */
    public String words() {
        return words;
    }
}
