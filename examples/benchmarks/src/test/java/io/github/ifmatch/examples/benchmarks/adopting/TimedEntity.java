package io.github.ifmatch.examples.benchmarks.adopting;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** An entity whose version is the time of its last write. */
@Entity
@Table(name = "timed_customers")
class TimedEntity {

    @Id
    long id;

    String name;

    @Version
    @Column(name = "updated_at")
    Instant updatedAt;
}
