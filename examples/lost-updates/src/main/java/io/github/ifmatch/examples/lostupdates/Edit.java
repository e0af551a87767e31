package io.github.ifmatch.examples.lostupdates;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;

/**
 * What somebody means to do to one product, whatever the row holds by then. Immutable.
 *
 * @param units how many came in, or went out if below 0
 * @param priceChange what is added to the price
 */
record Edit(String sku, String editor, int units, BigDecimal priceChange) {

    /** A delivery of up to 12 units, or, two times in three, a sale of up to 4. */
    static Edit ofStock(String sku, String editor, Random random) {
        int units = random.nextInt(3) == 0 ? 1 + random.nextInt(12) : -1 - random.nextInt(4);
        return new Edit(sku, editor, units, BigDecimal.ZERO);
    }

    /** Up to 10 cents more or less. */
    static Edit ofPrice(String sku, String editor, Random random) {
        int cents = 1 + random.nextInt(10);
        return new Edit(sku, editor, 0, BigDecimal.valueOf(random.nextBoolean() ? cents : -cents, 2));
    }

    Product applyTo(Product product) {
        return product.edited(product.price().add(priceChange), product.stock() + units, editor);
    }

    boolean isOfPrice() {
        return priceChange.signum() != 0;
    }

    /** The edit in words: {@code stock -3} or {@code price +0.05}. */
    @Override
    public String toString() {
        return isOfPrice()
                ? String.format(Locale.ROOT, "price %+.2f", priceChange)
                : String.format(Locale.ROOT, "stock %+d", units);
    }
}
