package io.github.ifmatch.examples.benchmarks.adopting;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/** The row as Spring Data JDBC has it, with a version that can be null. Immutable. */
@Table("customers")
public record WrappedAggregate(@Id long id, String name, int discount, @Version @Nullable Long version) {}
