package io.github.ifmatch.dialect;

/** Standard SQL, for any database that has no dialect of its own. Immutable. */
final class StandardDialect implements Dialect {

    @Override
    public boolean speaks(String productName) {
        return false;
    }

    @Override
    public String name() {
        return "standard SQL";
    }
}
