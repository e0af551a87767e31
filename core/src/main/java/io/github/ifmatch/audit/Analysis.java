package io.github.ifmatch.audit;

import java.util.List;

/**
 * What is known of a text. Immutable.
 *
 * @param shown the text without values
 * @param suspicions empty if it may be sent
 */
record Analysis(String shown, List<Suspicion> suspicions) {

    boolean isClean() {
        return suspicions.isEmpty();
    }
}
