package io.github.ifmatch.audit;

import java.util.Set;

/** What is wrong with a statement, whoever sends it. Immutable. */
record Suspicion(Finding.Kind kind, String table, Set<Finding.Lack> lacks) {}
