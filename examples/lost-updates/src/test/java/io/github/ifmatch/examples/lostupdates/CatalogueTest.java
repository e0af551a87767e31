package io.github.ifmatch.examples.lostupdates;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final Catalogue catalogue = Catalogue.load();

    @Test
    void load_hasAThousandProductsOrMore() {
        assertThat(catalogue.products()).hasSizeGreaterThanOrEqualTo(1_000);
        assertThat(catalogue.skus()).doesNotHaveDuplicates();
    }

    @Test
    void load_everyProductIsWhole() {
        assertThat(catalogue.products()).allSatisfy(product -> {
            assertThat(product.sku()).matches("[A-Z]{2}-\\d{4}");
            assertThat(product.name()).isNotBlank().hasSizeLessThanOrEqualTo(100);
            assertThat(product.category()).isNotBlank();
            assertThat(product.price()).isGreaterThan(BigDecimal.ONE).hasScaleOf(2);
            assertThat(product.stock()).isPositive();
            assertThat(product.edits()).isZero();
            assertThat(product.version()).isZero();
        });
    }

    @Test
    void anySku_isOftenOneOnOffer() {
        Random random = new Random(1);

        long onOffer = random.ints(1_000)
                .mapToObj(ignored -> catalogue.anySku(random))
                .filter(catalogue.skus().subList(0, Catalogue.ON_OFFER)::contains)
                .count();

        assertThat(onOffer).isBetween(700L, 900L);
    }
}
