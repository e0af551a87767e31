package io.github.ifmatch.examples.benchmarks.bypass;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;

/** The same table, by somebody who has forgotten that it has a version. */
@Entity(name = "UncheckedArticle")
@Table(name = "articles")
@OptimisticLocking(type = OptimisticLockType.NONE)
class UncheckedArticle {

    @Id
    long id;

    String name;

    int stock;
}
