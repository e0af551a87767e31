package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.RowTags;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What http.md shows and claims, without a framework. */
class HttpTest {

    private static final byte[] KEY = "32 random bytes, kept in a vault".getBytes(StandardCharsets.US_ASCII);

    private final VersionedRepository<Product, Long> products =
            Databases.H2.database().repository(Product.TABLE);

    @BeforeEach
    void createProducts() {
        Databases.createProducts(Databases.H2);
    }

    @Test
    void firstScreen() {
        HeaderFields headers = HeaderFields.of(Map.of("if-match", List.of("\"1\"")));
        Product edited = products.get(7L).withStock(8);

        assertThat(put(headers, edited)).isEqualTo(200);
        assertThat(put(headers, edited)).isEqualTo(412);
        assertThat(put(name -> List.of(), edited)).isEqualTo(428);
        assertThat(products.get(7L).version()).isEqualTo(2);
    }

    // region http-first
    static final RowTags<Product, Long> TAGS = RowTags.of(Product.TABLE); // version 5 is ETag: "5"
    static final Preconditions<Product, Long> PRECONDITIONS = Preconditions.of(TAGS);

    int put(HeaderFields headers, Product edited) {
        Decision decision = PRECONDITIONS.evaluate("PUT", headers, edited.id(), () -> products.find(edited.id()));
        if (decision instanceof Decision.Answer answer) {
            return answer.status(); // 400, 412 or 428
        }
        Decision.Proceed proceed = (Decision.Proceed) decision; // If-Match: "5" accepts version 5
        Outcome<Product> outcome = ConditionalRows.of(products).tryUpdate(edited, proceed.versions());
        return outcome.isApplied() ? 200 : Problem.of(outcome, proceed).status(); // 412 or 404
    }
    // endregion

    @Test
    void unreadableContent() {
        HeaderFields stale = HeaderFields.of(Map.of("If-Match", List.of("\"4\"")));
        HeaderFields current = HeaderFields.of(Map.of("If-Match", List.of("\"1\"")));

        assertThat(unreadable(stale, 7)).isEqualTo(412);
        assertThat(unreadable(current, 7)).isEqualTo(400);
        assertThat(unreadable(stale, 8)).isEqualTo(412);
    }

    // region http-unreadable
    int unreadable(HeaderFields headers, long id) {
        Decision decision = PRECONDITIONS.evaluate("PUT", headers, id, products.find(id)); // now with the row
        return decision instanceof Decision.Answer answer ? answer.status() : 400;
    }
    // endregion

    @Test
    void tags() {
        Product product = products.get(7L);
        byte[] key = KEY;
        byte[] lastYearsKey = key.clone();

        // region http-tags
        RowTags<Product, Long> plain = RowTags.of(Product.TABLE); //                    "1"
        RowTags<Product, Long> bound = plain.bound(); //                                "1.F5cQ…": of this row alone
        RowTags<Product, Long> signed = plain.signedWith(key, lastYearsKey); //         "1.mX0v…": and only from us
        // endregion

        assertThat(plain.of(product)).hasToString("\"1\"");
        assertThat(bound.version(8L, bound.of(product))).isEmpty();
        assertThat(signed.version(7L, signed.of(product))).hasValue(1);
    }

    @Test
    void form() {
        Preconditions<Product, Long> preconditions =
                Preconditions.of(RowTags.of(Product.TABLE).signedWith(KEY));
        Product product = products.get(7L);
        String field = preconditions.tags().token(product); // goes into the hidden field

        assertThat(save(preconditions, product.withStock(8), field)).isEqualTo(200);
        assertThat(save(preconditions, product.withStock(9), field)).isEqualTo(409);
        assertThat(save(preconditions, product.withStock(9), field.replace('1', '2')))
                .isEqualTo(400);
        assertThat(save(preconditions, product.withStock(9), null)).isEqualTo(428);
        assertThat(products.get(7L).stock()).isEqualTo(8);
    }

    // region http-form
    int save(Preconditions<Product, Long> preconditions, Product edited, @Nullable String versionField) {
        Decision decision = preconditions.evaluateToken(edited.id(), versionField);
        if (decision instanceof Decision.Answer answer) {
            return answer.status(); // 428: no version; 400: not one that we gave out for this row
        }
        Decision.Proceed proceed = (Decision.Proceed) decision;
        return ConditionalRows.of(products)
                .tryUpdate(edited, proceed.versions())
                .fold(
                        stored -> 200,
                        conflict -> Problem.of(conflict, proceed).status(), // 409: the version came in the body
                        missing -> 404);
    }
    // endregion

    @Test
    void problem() {
        Product base = products.get(7L);
        products.update(base.withPrice("90.00"));
        Conflict<Product> conflict = (Conflict<Product>) products.tryUpdate(base.withStock(8));
        RowTags<Product, Long> tags = RowTags.of(Product.TABLE);

        // region http-problem
        Problem problem = Problem.of(conflict)
                .withCurrentTag(tags.of(conflict.current()))
                .withDifferences(conflict.differences(base), component -> !component.equals("stock"));
        // endregion

        assertThat(problem.toMap())
                .containsEntry("currentTag", "\"2\"")
                .containsEntry(
                        "differences",
                        List.of(
                                Map.of(
                                        "pointer",
                                        "/price",
                                        "kind",
                                        "theirs",
                                        "base",
                                        new BigDecimal("100.00"),
                                        "mine",
                                        new BigDecimal("100.00"),
                                        "theirs",
                                        new BigDecimal("90.00")),
                                Map.of("pointer", "/stock", "kind", "mine")));
    }

    @Test
    void replayed() {
        Product base = products.get(7L);
        products.update(base.withStock(8));
        ConditionalRows<Product, Long> rows = ConditionalRows.of(products);

        // region http-replayed
        int status = rows.tryUpdate(base.withStock(8), AcceptableVersions.only(1))
                .fold(stored -> 200, conflict -> conflict.looksApplied() ? 200 : 412, missing -> 404);
        // endregion

        assertThat(status).isEqualTo(200);
    }
}
