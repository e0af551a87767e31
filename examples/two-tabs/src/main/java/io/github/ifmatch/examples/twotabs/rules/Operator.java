package io.github.ifmatch.examples.twotabs.rules;

/** How a condition compares. Immutable. */
public enum Operator {
    IS("is"),
    IS_NOT("is not"),
    AT_LEAST("is at least"),
    AT_MOST("is at most");

    private final String label;

    Operator(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
