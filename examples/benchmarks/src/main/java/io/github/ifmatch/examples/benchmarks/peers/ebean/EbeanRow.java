package io.github.ifmatch.examples.benchmarks.peers.ebean;

import io.github.ifmatch.examples.benchmarks.peers.row.Row;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;

/** What the rows for Ebean have in common. For one thread at a time. */
@MappedSuperclass
public abstract class EbeanRow<R extends EbeanRow<R>> implements Row<R> {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private int stock;

    @Version
    private long version;

    @Override
    public long id() {
        return id;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public int stock() {
        return stock;
    }

    @Override
    @SuppressWarnings("unchecked")
    public R stocked(int newStock) {
        stock = newStock;
        return (R) this;
    }
}
