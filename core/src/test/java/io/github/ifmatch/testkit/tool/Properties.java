package io.github.ifmatch.testkit.tool;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Properties that must hold of whatever is drawn. A failure names its seed; {@code -Difmatch.seed=…} draws it again, first.
 * Thread-safe.
 */
public final class Properties {

    private static final int DRAWS = 2_000;

    private Properties() {}

    /** Holds the property against 2,000 draws. Seeds are scattered first: of neighbours a Random would draw nearly the same at first. */
    public static void hold(Consumer<Random> property) {
        long first = Long.getLong("ifmatch.seed", System.nanoTime());
        for (long seed = first; seed < first + DRAWS; seed++) {
            try {
                property.accept(new Random(new SplittableRandom(seed).nextLong()));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("does not hold; again with -Difmatch.seed=" + seed, e);
            }
        }
    }

    /** One of these. */
    @SafeVarargs
    public static <T> T oneOf(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
