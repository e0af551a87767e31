package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.Edit;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.MergeRule;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.TestDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.enums.EnumByOrdinal;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.core.qualifier.QualifiedType;
import org.jdbi.v3.core.qualifier.Qualifier;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Columns that Jdbi binds and reads, on one database. */
abstract class TypesCases {

    private final TestDatabase database;
    private Jdbi jdbi;

    TypesCases(TestDatabase database) {
        this.database = database;
    }

    /** Stands for any qualifier, such as Jdbi's {@code @Json}. */
    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
    public @interface Reversed {}

    /** Has no type of Ifmatch's: only the application's argument and mapper know it. */
    public record Celsius(int degrees) {}

    public enum Level {
        LOW,
        HIGH
    }

    public record Place(String city, @ColumnName("room_no") int room) {}

    public record Machine(
            long id,
            @ColumnName("serial_no") String serial,
            @Reversed String code,
            @EnumByOrdinal Level level,
            List<String> tags,
            Celsius limit,
            @Nested("home") Place home,
            long version) {

        Machine withLevel(Level newLevel) {
            return new Machine(id, serial, code, newLevel, tags, limit, home, version);
        }

        Machine withTags(List<String> newTags) {
            return new Machine(id, serial, code, level, newTags, limit, home, version);
        }
    }

    private static final Table<Machine, Long> MACHINES =
            Table.of(Machine.class, Long.class).named("machines").column("limit", "temperature_limit");

    private static final Machine PRESS =
            new Machine(7, "S-1", "abc", Level.HIGH, List.of("loud", "old"), new Celsius(80), new Place("Ulm", 12), 0);

    public interface MachineDao extends VersionedDao<Machine, Long> {
        @SqlQuery("SELECT * FROM machines WHERE home_city = :city")
        List<Machine> in(String city);
    }

    @BeforeEach
    void createTables() {
        database.execute(
                "DROP TABLE IF EXISTS machines",
                "CREATE TABLE machines (id bigint PRIMARY KEY, serial_no varchar(20), code varchar(20), level int,"
                        + " tags varchar(20) array, temperature_limit int, home_city varchar(20), home_room_no int,"
                        + " version bigint NOT NULL)");
        jdbi = Jdbi.create(database.dataSource())
                .registerArrayType(String.class, "varchar")
                .registerArgument(new AbstractArgumentFactory<Celsius>(Types.INTEGER) {
                    @Override
                    protected Argument build(Celsius value, ConfigRegistry config) {
                        return (position, statement, context) -> statement.setInt(position, value.degrees());
                    }
                })
                .registerColumnMapper(Celsius.class, (row, column, context) -> new Celsius(row.getInt(column)))
                .registerArgument(new ReversedArgumentFactory())
                .registerColumnMapper(QualifiedType.of(String.class).with(Reversed.class), (ColumnMapper<String>)
                        (row, column, context) -> reversed(row.getString(column)))
                .installPlugin(new VersionedPlugin()
                        .with(settings -> settings.withDialect(database.dialect()))
                        .withTables(MACHINES));
    }

    @Reversed
    static final class ReversedArgumentFactory extends AbstractArgumentFactory<String> {

        ReversedArgumentFactory() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(String value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setString(position, reversed(value));
        }
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private List<String> stored(String column) {
        return database.query("SELECT " + column + " FROM machines ORDER BY id");
    }

    @Test
    void columns_boundAndRead() {
        VersionedRepository<Machine, Long> machines = VersionedJdbi.repository(jdbi, MACHINES);

        Machine inserted = machines.insert(PRESS);

        assertThat(inserted)
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(PRESS);
        assertThat(inserted.version()).isEqualTo(1);
        assertThat(stored("code")).containsExactly("cba");
        assertThat(stored("level")).containsExactly("1");
        assertThat(stored("serial_no")).containsExactly("S-1");
        assertThat(stored("temperature_limit")).containsExactly("80");
        assertThat(stored("home_city")).containsExactly("Ulm");
        assertThat(stored("home_room_no")).containsExactly("12");
        assertThat(machines.get(7L)).isEqualTo(inserted);

        Machine low = machines.update(inserted.withLevel(Level.LOW));
        assertThat(stored("level")).containsExactly("0");
        assertThat(machines.patch(low, low.withTags(List.of())).tags()).isEmpty();
        assertThatThrownBy(() -> machines.update(inserted)).isInstanceOf(ConflictException.class);
    }

    @Test
    void columns_changedInPlace() {
        VersionedRepository<Machine, Long> machines = VersionedJdbi.repository(jdbi, MACHINES);
        machines.insert(PRESS);

        machines.modify(7L, machine -> {
            machine.tags().add("new");
            return machine;
        });
        machines.modify(7L, machine -> machine);

        assertThat(machines.get(7L).tags()).containsExactly("loud", "old", "new");
        assertThat(machines.get(7L).version()).isEqualTo(2);
    }

    @Test
    void columns_inBatches_andByCondition() {
        VersionedRepository<Machine, Long> machines = VersionedJdbi.repository(jdbi, MACHINES);

        List<Machine> inserted = machines.insertAll(List.of(PRESS));
        List<Machine> updated = machines.updateAll(
                List.of(inserted.get(0).withTags(List.of("quiet")).withLevel(Level.LOW)));
        assertThat(updated.get(0).tags()).containsExactly("quiet");
        assertThat(updated.get(0).code()).isEqualTo("abc");
        assertThat(machines.updateWhere(
                        Map.of("code", "xyz", "limit", new Celsius(9)), "temperature_limit = ?", new Celsius(80)))
                .isEqualTo(1);
        assertThat(stored("code")).containsExactly("zyx");
        assertThat(machines.get(7L).limit()).isEqualTo(new Celsius(9));
    }

    @Test
    void columns_ofASqlObject_itsOwnQueriesIncluded() {
        MachineDao dao = jdbi.onDemand(MachineDao.class);

        Machine inserted = dao.insert(PRESS);

        assertThat(dao.in("Ulm")).containsExactly(inserted);
        jdbi.useHandle(handle -> assertThat(handle.createQuery("SELECT * FROM machines")
                        .mapTo(Machine.class)
                        .list())
                .containsExactly(inserted));
        assertThat(VersionedJdbi.repository(jdbi, MACHINES).get(7L)).isEqualTo(inserted);
    }

    public interface CheckedDao extends VersionedDao<Machine, Long> {
        @VersionCheck
        @SqlUpdate("UPDATE machines SET code = 'x', version = version + 1 WHERE id = :id AND version = :version")
        void code(long id, long version);
    }

    /** The declared table does all that the repository's own does. */
    @Test
    void declaredTable_merges_andChangeSets() {
        VersionedRepository<Machine, Long> machines = VersionedJdbi.repository(jdbi, MACHINES);
        Machine base = machines.insert(PRESS);
        machines.update(base.withLevel(Level.LOW));
        Machine mine = base.withTags(List.of("quiet"));

        Machine merged = machines.update(
                mine, MACHINES.merge().rule("home.city", MergeRule.mine()).from(base));
        assertThat(merged.level()).isEqualTo(Level.LOW);
        assertThat(merged.tags()).containsExactly("quiet");
        assertThat(MACHINES.withVersion(merged, 9).version()).isEqualTo(9);

        Database database = VersionedJdbi.database(jdbi);
        ChangeSet edit = ChangeSet.under("press", MACHINES, merged)
                .patch("press", MACHINES, merged, merged.withTags(List.of("old")));
        assertThat(database.apply(edit).row("press", Machine.class).tags()).containsExactly("old");
        assertThatThrownBy(() -> database.apply(edit)).isInstanceOf(RefusedException.class);
        assertThat(BatchWriter.of(database, MACHINES)
                        .withMerge(MACHINES.merge())
                        .patchAll(Stream.of(new Edit<>(merged, merged.withLevel(Level.HIGH))))
                        .resolved())
                .isEqualTo(1);
        Machine stored = machines.get(7L);
        assertThat(stored.tags()).containsExactly("old");
        assertThat(stored.level()).isEqualTo(Level.HIGH);
        assertThat(RowTags.of(MACHINES).bound().of(stored))
                .isEqualTo(RowTags.of(machines.table()).bound().of(stored));
    }

    @Test
    void declaredTable_readsAndIsChecked_throughJdbiOnly() {
        CheckedDao dao = jdbi.onDemand(CheckedDao.class);
        Machine stored = dao.insert(PRESS);
        dao.code(7, 1);

        ConflictException e = catchThrowableOfType(ConflictException.class, () -> dao.code(7, 1));
        assertThat(e.current(Machine.class).limit()).isEqualTo(stored.limit());
        jdbi.useHandle(handle -> assertThatThrownBy(() -> handle.createQuery("SELECT * FROM machines")
                        .map((row, context) -> MACHINES.read(row))
                        .list())
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "machines.tags: the component tags (java.util.List<java.lang.String>) has no column type; give"
                                + " it one with type(\"tags\", …), or use the table of a database that has one:"
                                + " repository.table(), or the row mapper of its Jdbi"));
    }

    /** What Ifmatch has a type of its own for is not touched by Jdbi: the hot path of plain tables is what it was. */
    @Test
    void columns_plainOnes_keepTheBuiltInTypes() {
        JdbiTypes types = new JdbiTypes(jdbi.getConfig());

        for (Class<?> plain : List.of(
                Long.class,
                Integer.class,
                Boolean.class,
                BigDecimal.class,
                Instant.class,
                LocalDate.class,
                UUID.class,
                Level.class)) {
            assertThat(types.find(plain)).as(plain.getSimpleName()).isEmpty();
        }
        assertThat(types.find(String.class)).isEmpty();
        assertThat(types.find(Celsius.class)).isPresent();
        assertThat(types.find(new GenericType<List<String>>() {}.getType())).isPresent();
    }
}
