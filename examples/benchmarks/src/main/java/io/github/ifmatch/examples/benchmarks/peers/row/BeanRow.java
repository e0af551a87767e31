package io.github.ifmatch.examples.benchmarks.peers.row;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row for Hibernate and MyBatis-Plus, with null for what is not known yet. For one thread at a time. */
@MappedSuperclass
public abstract class BeanRow<R extends BeanRow<R>> implements Row<R> {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @TableId(type = IdType.AUTO)
    private @Nullable Long id;

    private @Nullable Integer stock;

    @Version
    @com.baomidou.mybatisplus.annotation.Version
    private @Nullable Long version;

    /** A row of which nothing is known. */
    abstract R empty();

    @Override
    public long id() {
        return Objects.requireNonNull(id);
    }

    @Override
    public long version() {
        return Objects.requireNonNull(version);
    }

    @Override
    public int stock() {
        return Objects.requireNonNull(stock);
    }

    @Override
    @SuppressWarnings("unchecked")
    public R stocked(int newStock) {
        stock = newStock;
        return (R) this;
    }

    /** The row with one more in stock, and nothing else that it would write: MyBatis-Plus leaves out what is null. */
    public R patch() {
        BeanRow<R> patch = empty();
        patch.id = id;
        patch.version = version;
        return patch.stocked(stock() + 1);
    }

    /** Gives back the version that a refused update has counted up. */
    public void setVersion(long newVersion) {
        version = newVersion;
    }
}
