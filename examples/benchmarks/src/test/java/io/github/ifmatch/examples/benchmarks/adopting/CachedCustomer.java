package io.github.ifmatch.examples.benchmarks.adopting;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** The row as Hibernate has it with a second-level cache. For one thread at a time. */
@Entity
@Table(name = "customers")
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class CachedCustomer {

    @Id
    long id;

    String name;

    int discount;

    @Version
    long version;
}
