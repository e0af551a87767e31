package io.github.ifmatch.dialects;

import io.github.ifmatch.verify.Finding;

/** The finding that a database takes several spellings for one id. */
final class Spellings {

    private Spellings() {}

    /**
     * Of a column of the id.
     *
     * @param why what of the column makes it so
     */
    static Finding of(String column, String why) {
        return Finding.note(
                "id-spellings",
                "the id " + column + " may be spelt in several ways, as by the case of its letters: " + why,
                "use the id of the row that was read, as it is stored: messages, tags and events show the id that was given");
    }
}
