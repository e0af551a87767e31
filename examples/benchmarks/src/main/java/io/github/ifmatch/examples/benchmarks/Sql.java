package io.github.ifmatch.examples.benchmarks;

/**
 * The statements that hand-written JDBC and Jdbi send: per database, what answers the stored row in one round trip, and leaves nothing
 * when it fails. (H2 does not undo its delta tables, {@code SELECT … FROM FINAL TABLE}, when they fail.)
 *
 * @param answersByKeys whether inserts and updates answer the row as generated keys, not as rows
 * @param lock reads the row before a delete that does not answer it, in one transaction; empty where the delete answers it
 */
record Sql(String find, String insert, String update, String patch, String lock, String delete, boolean answersByKeys) {

    /** The columns as H2 names them, in the order in which rows are read; no driver changes them. */
    private static final String[] KEYS = {"ID", "SKU", "NAME", "PRICE", "STOCK", "ACTIVE", "CHANGED_AT", "VERSION"};

    private static final String COLUMNS = "id, sku, name, price, stock, active, changed_at, version";
    private static final String FIND = "SELECT " + COLUMNS + " FROM products WHERE id = :id";
    private static final String INSERT = "INSERT INTO products (sku, name, price, stock, active, changed_at, version)"
            + " VALUES (:sku, :name, :price, :stock, :active, :changedAt, 1)";
    private static final String CONDITION = " WHERE id = :id AND version = :version";
    private static final String UPDATE = "UPDATE products SET sku = :sku, name = :name, price = :price, stock = :stock,"
            + " active = :active, changed_at = :changedAt, version = version + 1" + CONDITION;
    private static final String PATCH = "UPDATE products SET price = :price, version = version + 1" + CONDITION;
    private static final String DELETE = "DELETE FROM products" + CONDITION;

    static final Sql H2 = new Sql(FIND, INSERT, UPDATE, PATCH, FIND + " FOR UPDATE", DELETE, true);
    static final Sql POSTGRESQL =
            new Sql(FIND, returning(INSERT), returning(UPDATE), returning(PATCH), "", returning(DELETE), false);

    static String[] keys() {
        return KEYS;
    }

    /** The same with a question mark for each named parameter, as JDBC has them. */
    Sql positional() {
        return new Sql(
                marked(find),
                marked(insert),
                marked(update),
                marked(patch),
                marked(lock),
                marked(delete),
                answersByKeys);
    }

    private static String returning(String write) {
        return write + " RETURNING " + COLUMNS;
    }

    private static String marked(String named) {
        return named.replaceAll(":\\w+", "?");
    }
}
