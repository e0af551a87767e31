package io.github.ifmatch.examples.lostupdates;

import static io.github.ifmatch.examples.lostupdates.Shop.DRILL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ConflictReportTest {

    private final Shop shop = new Shop();
    private final StringWriter told = new StringWriter();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void tell_showsTheSqlTheVersionsAndBothSides() {
        Product read = shop.products.get(DRILL.sku());
        Edit delivery = new Edit(DRILL.sku(), "Ann", 12, BigDecimal.ZERO);
        Edit price = new Edit(DRILL.sku(), "the job", 0, new BigDecimal("0.05"));
        Runnable thinking = () -> {
            SqlLog.clear(); // the job is on a thread of its own in a real run
            shop.products.update(price.applyTo(read));
            SqlLog.clear();
            assertThat(shop.products.get(DRILL.sku()).version()).isEqualTo(2);
        };
        new Editor(shop.products, shop.products::tryUpdate, thinking, shop.ledger).make(delivery);

        new ConflictReport(shop.ledger.example().orElseThrow()).tell(new Screen(new PrintWriter(told), Ansi.OFF));

        assertThat(told.toString().replace("\r\n", "\n")).isEqualTo("""

                        One conflict in full: PT-0001, Cordless drill
                           -- Ann reads version 1, and thinks
                           SELECT sku, name, category, price, stock, edited_by, edits, version FROM products WHERE sku = ?
                           -- writes, expected version 1: refused
                           UPDATE products SET name = ?, category = ?, price = ?, stock = ?, edited_by = ?, edits = ?,
                               version = version + 1 WHERE sku = ? AND version = ?
                           -- the conflict brings the row as it now stands: current version 2, by the job
                           SELECT sku, name, category, price, stock, edited_by, edits, version FROM products WHERE sku = ?
                           -- writes the merge of the two, expected version 2: applied
                           UPDATE products SET name = ?, category = ?, price = ?, stock = ?, edited_by = ?, edits = ?,
                               version = version + 1 WHERE sku = ? AND version = ?

                           field    |   read |  mine |    theirs | written | changed by
                          ----------+--------+-------+-----------+---------+------------
                           price    |  50.29 | 50.29 |   * 50.34 | * 50.34 |     theirs
                           stock    |     40 |  * 52 |        40 |    * 52 |       mine
                           editedBy | import | * Ann | * the job |   * Ann |       both
                           edits    |      0 |   * 1 |       * 1 |     * 2 |       both
                           version  |      1 |     1 |       * 2 |     * 3 |
                           In words: editedBy was changed by you and, differently, by someone else;
                                     price was changed by someone else;
                                     edits was changed by both to the same;
                                     your change of stock is untouched.
                           Settled: Ann's edit, stock +12, merged with theirs, which came with the conflict. Both stand.
                        """);
    }
}
