package io.github.ifmatch.examples.lostupdates;

import io.github.ifmatch.Merge;
import io.github.ifmatch.MergeRule;
import io.github.ifmatch.Table;
import java.math.BigDecimal;

/**
 * One product of the catalogue. Immutable.
 *
 * @param edits how many updates the row has seen, counted by the editors themselves: what gets lost, shows here
 * @param version set by the repository alone
 */
record Product(
        String sku,
        String name,
        String category,
        BigDecimal price,
        int stock,
        String editedBy,
        long edits,
        long version) {

    static final Table<Product, String> TABLE =
            Table.of(Product.class, String.class).named("products").id("sku");

    /**
     * What becomes of a product that two people changed: pieces and edits are added up, the last one signs. A price that both
     * changed would be left to people; here, only the job changes prices.
     */
    static final Merge<Product> MERGE = TABLE.merge()
            .rule("stock", MergeRule.sumOfDeltas())
            .rule("edits", MergeRule.sumOfDeltas())
            .rule("editedBy", MergeRule.mine());

    /** This product after one more edit. */
    Product edited(BigDecimal newPrice, int newStock, String editor) {
        return new Product(sku, name, category, newPrice, newStock, editor, edits + 1, version);
    }

    /** Whether what the editors count is the same; decimals by number, not by scale. */
    boolean agreesWith(Product other) {
        return price.compareTo(other.price) == 0 && stock == other.stock && edits == other.edits;
    }
}
