package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.Database;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What batch-writer.md shows and claims, on PostgreSQL. */
class BatchWriterTest {

    record Place(long id, long rows, long version) {}

    static final Table<Place, Long> PLACES = Table.of(Place.class, Long.class).named("places");

    private static final Table<Product, Long> PRODUCTS = Product.TABLE;

    private final Database database = Databases.POSTGRES.database();
    private final VersionedRepository<Product, Long> products = database.repository(PRODUCTS);
    private final List<Outcome<Product>> refused = new ArrayList<>();

    @BeforeEach
    void insertProducts() {
        Databases.createProducts(Databases.POSTGRES);
        Databases.POSTGRES.execute(
                "DROP TABLE IF EXISTS places",
                "CREATE TABLE places (id bigint PRIMARY KEY, rows bigint NOT NULL, version bigint NOT NULL)");
        var unused = BatchWriter.of(database, PRODUCTS)
                .insertAll(LongStream.range(100, 2_600)
                        .mapToObj(id -> new Product(id, "Cup " + id, BigDecimal.TEN, 1, 0)));
    }

    private Stream<Edit<Product>> edits() {
        List<Product> read =
                products.findAll(LongStream.range(100, 2_600).boxed().toList());
        products.update(read.get(0).withStock(7));
        products.update(read.get(1).withPrice("99.00"));
        return read.stream().map(product -> new Edit<>(product, product.withPrice("11.00")));
    }

    @Test
    void report() {
        Stream<Edit<Product>> edits = edits();

        // region writer-report
        BatchReport report = BatchWriter.of(database, PRODUCTS)
                .withMerge(PRODUCTS.merge())
                .withRefused(refused::add)
                .patchAll(edits);
        // endregion

        assertThat(report).hasToString("2500 rows: 2498 written, 1 resolved, 0 unchanged, 1 conflicted, 0 missing");
        assertThat(report.chunks()).isEqualTo(3);
        assertThat(refused).hasSize(1);
        assertThat(products.get(100L).stock()).isEqualTo(7);
    }

    @Test
    void checkpoint() {
        Stream<Edit<Product>> edits = edits();
        database.repository(PLACES).insert(new Place(1, 0, 0));

        // region writer-checkpoint
        long done = database.repository(PLACES).get(1L).rows();
        BatchReport report = BatchWriter.of(database, PRODUCTS)
                .withCheckpoint((transaction, chunk) -> {
                    Place place = transaction.rows(PLACES).get(1L);
                    transaction.rows(PLACES).update(new Place(1, done + chunk.end(), place.version()));
                })
                .patchAll(edits.skip(done));
        // endregion

        assertThat(report.rows()).isEqualTo(2_500);
        assertThat(database.repository(PLACES).get(1L).rows()).isEqualTo(2_500);
    }
}
