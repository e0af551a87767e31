package io.github.ifmatch.examples.benchmarks.peers.shop;

/**
 * A column besides the id and the version. Immutable.
 *
 * @param type as in CREATE TABLE
 * @param filling the value that the row of a number is filled with, as SQL in which {@code %s} is the number
 */
public record Column(String name, String type, String filling) {

    /** What Java calls it. */
    public String property() {
        return property(name);
    }

    static String property(String name) {
        return name.equals("changed_at") ? "changedAt" : name;
    }

    /** Its type without a length. */
    public String baseType() {
        return type.replaceAll(" ?\\([^)]*\\)", "");
    }

    String filledWith(String number) {
        return filling.replace("%s", number);
    }
}
