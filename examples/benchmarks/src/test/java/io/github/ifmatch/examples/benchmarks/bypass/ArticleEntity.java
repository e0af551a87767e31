package io.github.ifmatch.examples.benchmarks.bypass;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** The versioned table as Hibernate knows it. */
@Entity(name = "Article")
@Table(name = "articles")
class ArticleEntity {

    @Id
    long id;

    String name;

    int stock;

    @Version
    long version;
}
