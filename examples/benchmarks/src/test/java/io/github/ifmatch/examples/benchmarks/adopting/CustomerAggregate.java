package io.github.ifmatch.examples.benchmarks.adopting;

import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/** The row as Spring Data JDBC has it. Immutable. */
// region adopting-spring-data
@Table("customers")
public record CustomerAggregate(@Id long id, String name, int discount, @Version long version) {}
// endregion
