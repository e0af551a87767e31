package io.github.ifmatch.examples.springboot;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** The same row as {@link Product}, to Hibernate. */
@Entity
@Table(name = "products")
class ProductEntity {

    @Id
    long id;

    String name;
    int stock;

    @Version
    long version;
}
