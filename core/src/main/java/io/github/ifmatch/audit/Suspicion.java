package io.github.ifmatch.audit;

import java.util.Set;

/** What is wrong with a statement, whoever sends it. Immutable. */
record Suspicion(Finding.Kind kind, String table, Set<Finding.Lack> lacks) {

    /** Whether it advances the version, and only does not check it: so does Ifmatch where it was asked to overwrite. */
    boolean isOverwrite() {
        return kind == Finding.Kind.UPDATE && lacks.equals(Set.of(Finding.Lack.CHECK));
    }
}
