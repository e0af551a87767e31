package io.github.ifmatch.examples.lostupdates;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The products of a small hardware shop, as shipped in {@code catalogue.csv}. Immutable. */
record Catalogue(List<Product> products) {

    /** How many products, the first of the list, are on offer: everybody edits them. */
    static final int ON_OFFER = 20;

    private static final int PERCENT_ON_OFFER = 80;
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    static Catalogue load() {
        try (Reader reader = new InputStreamReader(
                        Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue.csv")),
                        StandardCharsets.UTF_8);
                var records = FORMAT.parse(reader)) {
            return new Catalogue(records.stream().map(Catalogue::product).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Product product(CSVRecord line) {
        return new Product(
                line.get("sku"),
                line.get("name"),
                line.get("category"),
                new BigDecimal(line.get("price")),
                Integer.parseInt(line.get("stock")),
                "import",
                0,
                0);
    }

    List<String> skus() {
        return products.stream().map(Product::sku).toList();
    }

    /** Four times in five a product on offer, else any. */
    String anySku(Random random) {
        int size = products.size();
        int bound = random.nextInt(100) < PERCENT_ON_OFFER ? Math.min(ON_OFFER, size) : size;
        return products.get(random.nextInt(bound)).sku();
    }
}
