package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Shape;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.immutables.JdbiImmutables;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that are no records, on one database. */
abstract class ShapeCases {

    private final TestDatabase database;
    private Jdbi jdbi;

    ShapeCases(TestDatabase database) {
        this.database = database;
    }

    public static class Bean {
        private long id;
        private String fullName;
        private long version;

        public long getId() {
            return id;
        }

        public void setId(long newId) {
            id = newId;
        }

        @ColumnName("name")
        public String getFullName() {
            return fullName;
        }

        public void setFullName(String newName) {
            fullName = newName;
        }

        public long getVersion() {
            return version;
        }

        public void setVersion(long newVersion) {
            version = newVersion;
        }
    }

    /** As the Immutables processor makes them. */
    public interface Person {
        long id();

        String name();

        long version();
    }

    public record ImmutablePerson(long id, String name, long version) implements Person {

        public static final class Builder {
            private long id;
            private String name;
            private long version;

            public Builder id(long newId) {
                id = newId;
                return this;
            }

            public Builder name(String newName) {
                name = newName;
                return this;
            }

            public Builder version(long newVersion) {
                version = newVersion;
                return this;
            }

            public ImmutablePerson build() {
                return new ImmutablePerson(id, name, version);
            }
        }
    }

    @BeforeEach
    void createTable() {
        database.execute(
                "DROP TABLE IF EXISTS people",
                "CREATE TABLE people (id bigint PRIMARY KEY, name varchar(20), version bigint NOT NULL)");
        jdbi = Jdbi.create(database.dataSource())
                .installPlugin(new VersionedPlugin().with(settings -> settings.withDialect(database.dialect())));
    }

    @Test
    void shape_bean() {
        Table<Bean, Long> people =
                Table.of(VersionedJdbi.shape(jdbi, Bean.class), Long.class).named("people");
        VersionedRepository<Bean, Long> beans = VersionedJdbi.repository(jdbi, people);
        Bean ann = new Bean();
        ann.setId(1);
        ann.setFullName("Ann");

        Bean inserted = beans.insert(ann);
        inserted.setFullName("Anne");
        Bean updated = beans.update(inserted);

        assertThat(updated.getVersion()).isEqualTo(2);
        assertThat(updated.getFullName()).isEqualTo("Anne");
        assertThat(inserted.getVersion()).isEqualTo(1);
        assertThatThrownBy(() -> beans.update(inserted)).isInstanceOf(ConflictException.class);
    }

    @Test
    void shape_beanChangedInPlace() {
        Table<Bean, Long> people =
                Table.of(VersionedJdbi.shape(jdbi, Bean.class), Long.class).named("people");
        VersionedRepository<Bean, Long> beans = VersionedJdbi.repository(jdbi, people);
        Bean ann = new Bean();
        ann.setId(1);
        ann.setFullName("Ann");
        Bean stored = beans.insert(ann);

        beans.modify(1L, bean -> {
            bean.setFullName("Anne");
            return bean;
        });

        assertThat(beans.get(1L).getFullName()).isEqualTo("Anne");
        assertThatThrownBy(() -> beans.patch(stored, stored))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("before and after are one object, so what was changed in it cannot be seen: copy the row"
                        + " before you change it, or use modify(…)");
    }

    /** A SQL object says what its rows are, and Jdbi's annotations count. */
    public interface BeanDao extends VersionedDao<Bean, Long> {
        Table<Bean, Long> PEOPLE =
                Table.of(Shape.ofBean(Bean.class), Long.class).named("people");

        @Override
        default Table<Bean, Long> table() {
            return PEOPLE;
        }

        @SqlQuery("SELECT * FROM people WHERE name = :name")
        List<Bean> named(String name);
    }

    @Test
    void ofBean_repositoryAndSqlObject() {
        VersionedRepository<Bean, Long> beans = VersionedJdbi.repository(jdbi, BeanDao.PEOPLE);
        BeanDao dao = jdbi.onDemand(BeanDao.class);
        Bean ann = new Bean();
        ann.setId(1);
        ann.setFullName("Ann");

        Bean inserted = beans.insert(ann);
        inserted.setFullName("Anne");
        Bean updated = dao.update(inserted);

        assertThat(inserted.getVersion()).isEqualTo(1);
        assertThat(updated.getVersion()).isEqualTo(2);
        assertThat(dao.named("Anne"))
                .singleElement()
                .satisfies(found -> assertThat(found.getVersion()).isEqualTo(2));
        assertThatThrownBy(() -> dao.update(inserted)).isInstanceOf(ConflictException.class);
    }

    @Test
    void shape_registeredImmutable() {
        jdbi.getConfig(JdbiImmutables.class)
                .registerImmutable(Person.class, ImmutablePerson.class, ImmutablePerson.Builder::new);
        Table<Person, Long> people =
                Table.of(VersionedJdbi.shape(jdbi, Person.class), Long.class).named("people");
        VersionedRepository<Person, Long> rows = VersionedJdbi.repository(jdbi, people);

        List<Person> inserted = new ArrayList<>(rows.insertAll(List.of(new ImmutablePerson(1, "Ann", 0))));

        assertThat(inserted).containsExactly(new ImmutablePerson(1, "Ann", 1));
        assertThat(rows.modify(
                                1L,
                                row -> new ImmutablePerson(
                                        row.id(), row.name().toUpperCase(Locale.ROOT), row.version()))
                        .name())
                .isEqualTo("ANN");
        assertThatThrownBy(() -> rows.update(inserted.get(0))).isInstanceOf(ConflictException.class);
    }
}
