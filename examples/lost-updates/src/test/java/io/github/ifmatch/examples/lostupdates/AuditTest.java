package io.github.ifmatch.examples.lostupdates;

import static io.github.ifmatch.examples.lostupdates.Shop.DRILL;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditTest {

    private static final Edit DELIVERY = new Edit(DRILL.sku(), "Ann", 12, BigDecimal.ZERO);
    private static final Edit PRICE = new Edit(DRILL.sku(), "the job", 0, new BigDecimal("0.05"));

    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void lost_lastWriteWins_isTheUpdateThatWasOverwritten() {
        Audit audit = shop.afterBoth(new LastWriteWins(shop.pool, Product.TABLE), DELIVERY, PRICE);

        assertThat(audit).isEqualTo(new Audit(2, 0, 1, 1));
        assertThat(audit.lost()).isEqualTo(1);
        assertThat(audit.isClean()).isFalse();
    }

    @Test
    void lost_versionChecked_isNone() {
        Audit audit = shop.afterBoth(shop.products::tryUpdate, DELIVERY, PRICE);

        assertThat(audit).isEqualTo(new Audit(2, 1, 2, 0));
        assertThat(audit.lost()).isZero();
        assertThat(audit.isClean()).isTrue();
        Product stored = shop.products.get(DRILL.sku());
        assertThat(stored.stock()).isEqualTo(52);
        assertThat(stored.price()).isEqualByComparingTo("50.34");
        assertThat(stored.version()).isEqualTo(3);
    }

    @Test
    void lost_bothChangedTheStock_isNone() {
        Edit sale = new Edit(DRILL.sku(), "Ben", -3, BigDecimal.ZERO);

        assertThat(shop.afterBoth(shop.products::tryUpdate, DELIVERY, sale)).isEqualTo(new Audit(2, 1, 2, 0));
        assertThat(shop.products.get(DRILL.sku()).stock()).isEqualTo(49);
    }

    @Test
    void lost_bothMadeTheSameChange_isNone() {
        Edit another = new Edit(DRILL.sku(), "Ben", 12, BigDecimal.ZERO);

        assertThat(shop.afterBoth(shop.products::tryUpdate, DELIVERY, another)).isEqualTo(new Audit(2, 1, 2, 0));
        assertThat(shop.products.get(DRILL.sku()).stock()).isEqualTo(64);
    }

    @Test
    void isClean_aRowThatNobodyEditedDiffers_isFalse() {
        shop.products.patch(DRILL.sku(), 1, Map.of("stock", 39));

        Audit audit = shop.audit();

        assertThat(audit).isEqualTo(new Audit(0, 0, 0, 1));
        assertThat(audit.isClean()).isFalse();
    }

    @Test
    void isClean_aRowIsGone_isFalse() {
        shop.products.delete(DRILL.sku(), 1);

        assertThat(shop.audit()).isEqualTo(new Audit(0, 0, 0, 1));
    }
}
