package io.github.ifmatch.examples.twotabs.rules;

/** What a condition looks at. Immutable. */
public enum Subject {
    CUSTOMER_GROUP("Customer group"),
    CATEGORY("Product category"),
    QUANTITY("Quantity"),
    COUNTRY("Country"),
    WEEKDAY("Day of the week");

    private final String label;

    Subject(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
