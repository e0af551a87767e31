package io.github.ifmatch.examples.benchmarks;

import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.CaseStrategy;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.mapper.reflect.ReflectionMappers;

/** Jdbi's fluent core, with the same statements. Thread-safe. */
final class JdbiProducts implements Products {

    private final Jdbi jdbi;
    private final Sql sql;

    JdbiProducts(DataSource dataSource, Sql sql) {
        if (sql.columns() != Columns.STANDARD) {
            throw new IllegalArgumentException("jdbi takes part on h2 and postgresql alone");
        }
        this.jdbi = Jdbi.create(dataSource)
                // by default it lowers H2's column names in the machine's locale, which in Turkish finds no id
                .configure(ReflectionMappers.class, mappers -> mappers.setCaseChange(CaseStrategy.LOWER))
                .registerRowMapper(ConstructorMapper.factory(Product.class));
        this.sql = sql;
    }

    @Override
    public Product find(long id) {
        return jdbi.withHandle(handle -> found(handle, id));
    }

    @Override
    public Product insert(Product row) {
        return jdbi.withHandle(handle -> written(handle, sql.insert(), row).orElseThrow());
    }

    @Override
    public Product update(Product row) {
        return jdbi.withHandle(handle -> written(handle, sql.update(), row).orElseThrow());
    }

    @Override
    public Product patch(Product before, Product after) {
        return jdbi.withHandle(handle -> {
            if (sql.answersByKeys()) {
                return handle.createUpdate(sql.patch())
                        .bind("price", after.price())
                        .bind("id", before.id())
                        .bind("version", before.version())
                        .executeAndReturnGeneratedKeys(Sql.keys())
                        .mapTo(Product.class)
                        .one();
            }
            return handle.createQuery(sql.patch())
                    .bind("price", after.price())
                    .bind("id", before.id())
                    .bind("version", before.version())
                    .mapTo(Product.class)
                    .one();
        });
    }

    @Override
    public Product delete(Product row) {
        return sql.lock().isEmpty()
                ? jdbi.withHandle(handle -> handle.createQuery(sql.delete())
                        .bind("id", row.id())
                        .bind("version", row.version())
                        .mapTo(Product.class)
                        .one())
                : jdbi.inTransaction(handle -> lockedAndDeleted(handle, row));
    }

    private Product lockedAndDeleted(Handle handle, Product row) {
        Product stored = handle.createQuery(sql.lock())
                .bind("id", row.id())
                .mapTo(Product.class)
                .one();
        int deleted = handle.createUpdate(sql.delete())
                .bind("id", row.id())
                .bind("version", row.version())
                .execute();
        if (deleted != 1) {
            throw new IllegalStateException("not deleted");
        }
        return stored;
    }

    @Override
    public Product conflict(Product stale) {
        return jdbi.withHandle(handle -> {
            if (written(handle, sql.update(), stale).isPresent()) {
                throw new IllegalStateException("updated");
            }
            return found(handle, stale.id());
        });
    }

    private Product found(Handle handle, long id) {
        return handle.createQuery(sql.find())
                .bind("id", id)
                .mapTo(Product.class)
                .one();
    }

    private Optional<Product> written(Handle handle, String write, Product row) {
        return sql.answersByKeys()
                ? handle.createUpdate(write)
                        .bindMethods(row)
                        .executeAndReturnGeneratedKeys(Sql.keys())
                        .mapTo(Product.class)
                        .findOne()
                : handle.createQuery(write)
                        .bindMethods(row)
                        .mapTo(Product.class)
                        .findOne();
    }
}
