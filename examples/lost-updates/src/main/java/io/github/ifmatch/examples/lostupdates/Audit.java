package io.github.ifmatch.examples.lostupdates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the editors were told, compared with what the table holds. Immutable.
 *
 * <p>Every edit counts itself in its row, so an edit that the row does not show was erased by somebody who had not seen
 * it. And the ledger, replayed on the catalogue, says what each product should be.
 *
 * @param acknowledged the updates that were acknowledged
 * @param conflicts the conflicts that were reported
 * @param found the updates that the rows show
 * @param wrongProducts the products whose price, stock or number of edits is not what the ledger adds up to
 */
record Audit(long acknowledged, long conflicts, long found, long wrongProducts) {

    static Audit of(Catalogue catalogue, Ledger ledger, List<Product> stored) {
        List<Edit> acknowledged = ledger.acknowledged();
        Map<String, Product> actual = bySku(stored);
        long wrong = replayed(catalogue, acknowledged).stream()
                .filter(expected -> !isIn(actual, expected))
                .count();
        long found = stored.stream().mapToLong(Product::edits).sum();
        return new Audit(acknowledged.size(), ledger.conflicts(), found, wrong);
    }

    long lost() {
        return acknowledged - found;
    }

    boolean isClean() {
        return lost() == 0 && wrongProducts == 0;
    }

    private static List<Product> replayed(Catalogue catalogue, List<Edit> edits) {
        Map<String, Product> products = bySku(catalogue.products());
        edits.forEach(edit -> products.computeIfPresent(edit.sku(), (sku, product) -> edit.applyTo(product)));
        return List.copyOf(products.values());
    }

    private static boolean isIn(Map<String, Product> stored, Product expected) {
        Product actual = stored.get(expected.sku());
        return actual != null && actual.agreesWith(expected);
    }

    private static Map<String, Product> bySku(List<Product> products) {
        return products.stream()
                .collect(Collectors.toMap(Product::sku, Function.identity(), (one, other) -> one, HashMap::new));
    }
}
