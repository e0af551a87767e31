package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.TestDatabase;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.UnableToCreateSqlObjectException;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that are fixed at a tenant: no SQL object, and no statement of one's own, writes a row of another tenant. */
abstract class TenantCases {

    public record Note(long id, String text, long version) {}

    /** A row as a batch binds it, with the tenant that its caller has in mind. */
    public record Named(long id, String tenant, int shard, long version) {}

    private static final Table<Note, Long> NOTES =
            Table.of(Note.class, Long.class).named("notes");
    private static final Table<Note, Long> OURS = NOTES.fixed("tenant", "ours").fixed("shard", 1);
    private static final Table<Note, Long> THEIRS =
            NOTES.fixed("tenant", "theirs").fixed("shard", 1);

    private static final AtomicReference<Table<Note, Long>> SERVED = new AtomicReference<>(OURS);

    private static final String WHERE =
            " WHERE id = :id AND tenant = :tenant AND shard = :shard AND version = :version";
    private static final String UPDATE = "UPDATE notes SET text = 'mine', version = version + 1" + WHERE;

    private final TestDatabase database;
    private Jdbi jdbi;

    TenantCases(TestDatabase database) {
        this.database = database;
    }

    /** Of the tenant that is served. */
    public interface Dao extends VersionedDao<Note, Long> {

        @Override
        default Table<Note, Long> table() {
            return SERVED.get();
        }

        @VersionCheck
        @SqlUpdate(UPDATE)
        void write(long id, String tenant, long shard, long version);

        @VersionCheck
        @SqlUpdate("DELETE FROM notes" + WHERE)
        void remove(long id, String tenant, int shard, long version);

        @VersionCheck
        @SqlBatch(UPDATE)
        void writeAll(@BindMethods List<Named> notes);
    }

    @BeforeEach
    void createNotes() {
        database.execute(
                "DROP TABLE IF EXISTS notes",
                "CREATE TABLE notes (id bigint NOT NULL, tenant varchar(20) NOT NULL, shard integer NOT NULL,"
                        + " text varchar(50), version bigint NOT NULL, PRIMARY KEY (tenant, id))",
                "INSERT INTO notes VALUES (7, 'ours', 1, 'first', 1), (7, 'theirs', 1, 'first', 1)");
        jdbi = Jdbi.create(database.dataSource()).installPlugin(new VersionedPlugin());
        SERVED.set(OURS);
    }

    private List<String> stored() {
        return database.query("SELECT tenant || ' ' || text FROM notes ORDER BY tenant");
    }

    /** The table is not the one that was asked for first. */
    @Test
    void dao_ofAnotherTenant() {
        Dao onDemand = jdbi.onDemand(Dao.class);
        Note ours = onDemand.update(new Note(7, "ours", 1));

        SERVED.set(THEIRS);

        assertThat(onDemand.table()).isEqualTo(THEIRS);
        assertThat(onDemand.tryUpdate(new Note(8, "none", 1))).isEqualTo(new Missing<>(THEIRS, 8L));
        assertThat(onDemand.patch(7L, 1, Map.of("text", "theirs")).version()).isEqualTo(2);
        assertThat(jdbi.withHandle(handle -> handle.attach(Dao.class).touch(new Note(7, "", 2)))
                        .version())
                .isEqualTo(3);
        assertThat(onDemand.updateWhere(Map.of("text", "last"), "1 = 1")).isEqualTo(1);
        assertThat(stored()).containsExactly("ours ours", "theirs last");
        SERVED.set(OURS);
        assertThat(onDemand.get(7L)).isEqualTo(ours);
    }

    @Test
    void statement_namesItsOwnTenant() {
        Dao dao = jdbi.onDemand(Dao.class);

        dao.write(7, "ours", 1, 1);

        assertThat(stored()).containsExactly("ours mine", "theirs first");
        assertThatThrownBy(() -> dao.write(7, "ours", 1, 1)).isInstanceOf(ConflictException.class);
        SERVED.set(THEIRS);
        dao.writeAll(List.of(new Named(7, "theirs", 1, 1)));
        assertThat(stored()).containsExactly("ours mine", "theirs mine");
        dao.remove(7, "theirs", 1, 2);
        assertThat(stored()).containsExactly("ours mine");
    }

    @Test
    void statement_namesAnotherTenant() {
        Dao dao = jdbi.onDemand(Dao.class);
        String why = "notes.tenant must be bound as the value that it is fixed at: other rows are none of the table."
                + " Nothing was sent.";

        for (String tenant : List.of("theirs", "OURS", "ours ", "")) {
            assertThatThrownBy(() -> dao.write(7, tenant, 1, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(why);
        }
        SERVED.set(THEIRS);
        assertThatThrownBy(() -> dao.write(7, "ours", 1, 1)).hasMessage(why);
        assertThatThrownBy(() -> dao.write(7, "theirs", 2, 1)).hasMessageContaining("notes.shard must be bound as");
        assertThatThrownBy(() -> jdbi.useHandle(handle -> CheckedSql.of(OURS, handle.createUpdate(UPDATE))
                        .bind("id", 7)
                        .bind("tenant", "theirs")
                        .bind("shard", 1)
                        .bind("version", 1)
                        .execute()))
                .hasMessage(why);
        assertThatThrownBy(() -> jdbi.onDemand(Dao.class)
                        .writeAll(List.of(new Named(7, "theirs", 1, 1), new Named(7, "ours", 1, 1))))
                .hasMessage(why);
        assertThat(stored()).containsExactly("ours first", "theirs first");
    }

    /** A table that is registered for the rows may be of every tenant. */
    @Test
    void dao_thatAnswersNull() {
        jdbi.getConfig(VersionedTables.class).register(NOTES);
        Dao dao = jdbi.onDemand(Dao.class);
        String why =
                Dao.class.getName() + ".table() answered null: it must answer a table at each call, and when the SQL"
                        + " object is made. Nothing was sent.";

        SERVED.set(null);

        assertThatThrownBy(() -> dao.patch(7L, 1, Map.of("text", "mine")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(why);
        assertThatThrownBy(() -> dao.updateWhere(Map.of("text", "mine"), "1 = 1"))
                .hasMessage(why);
        assertThatThrownBy(() -> dao.write(7, "theirs", 1, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(why);
        assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.attach(Dao.class)))
                .hasMessage(why);
        assertThat(stored()).containsExactly("ours first", "theirs first");
    }

    /** Jdbi binds it by its name, whatever it shows. */
    public enum Kind {
        OURS,
        THEIRS;

        @Override
        public String toString() {
            return this == OURS ? "THEIRS" : "OURS";
        }
    }

    /** Fixed at values that Jdbi binds as another class. */
    public interface Kinds {

        Instant NOON = Instant.parse("2026-01-01T12:00:00.000001Z");
        UUID SOME = UUID.fromString("fedcba98-7654-3210-fedc-ba9876543210");

        default Table<Note, Long> table() {
            return NOTES.named("kinds")
                    .fixed("kind", Kind.OURS)
                    .fixed("since", NOON)
                    .fixed("at", LocalDateTime.of(2026, 1, 1, 12, 0))
                    .fixed("token", SOME);
        }

        @VersionCheck
        @SqlUpdate("UPDATE kinds SET text = 'mine', version = version + 1 WHERE id = :id AND kind = :kind"
                + " AND since = :since AND at = :at AND token = CAST(:token AS uuid) AND version = :version")
        void write(long id, Kind kind, Instant since, LocalDateTime at, String token, long version);
    }

    @Test
    void statement_bindsAnotherClass() {
        database.execute(
                "DROP TABLE IF EXISTS kinds",
                "CREATE TABLE kinds (id bigint PRIMARY KEY, kind varchar(20) NOT NULL, since timestamp(6) with time zone"
                        + " NOT NULL, at timestamp NOT NULL, token uuid NOT NULL, text varchar(50), version bigint NOT NULL)",
                "INSERT INTO kinds VALUES (7, 'OURS', '2026-01-01 12:00:00.000001+00', '2026-01-01 12:00:00', '"
                        + Kinds.SOME + "', 'first', 1)");
        Kinds kinds = jdbi.onDemand(Kinds.class);
        LocalDateTime at = LocalDateTime.of(2026, 1, 1, 12, 0);
        String token = Kinds.SOME.toString().toUpperCase(Locale.ROOT);

        kinds.write(7, Kind.OURS, Kinds.NOON, at, token, 1);
        kinds.write(7, Kind.OURS, Kinds.NOON, at, Kinds.SOME.toString(), 2);

        assertThat(database.query("SELECT version FROM kinds")).containsExactly("3");
        assertThatThrownBy(() -> kinds.write(7, Kind.THEIRS, Kinds.NOON, at, token, 3))
                .hasMessageStartingWith("kinds.kind must be bound as the value that it is fixed at");
        assertThatThrownBy(() -> kinds.write(7, Kind.OURS, Kinds.NOON.plusSeconds(1), at, token, 3))
                .hasMessageStartingWith("kinds.since must be bound as");
        assertThatThrownBy(() -> kinds.write(7, Kind.OURS, Kinds.NOON, at.plusDays(1), token, 3))
                .hasMessageStartingWith("kinds.at must be bound as");
    }

    public interface Moving extends VersionedDao<Note, Long> {

        @Override
        default Table<Note, Long> table() {
            return OURS;
        }

        @VersionCheck
        @SqlUpdate("UPDATE notes SET TENANT = :other, version = version + 1" + WHERE)
        void move(long id, String tenant, int shard, long version, String other);
    }

    @Test
    void statement_setsTheTenant() {
        assertThatThrownBy(() -> jdbi.onDemand(Moving.class))
                .isInstanceOf(UnableToCreateSqlObjectException.class)
                .hasMessage(Moving.class.getName() + ".move cannot be version-checked: its SET gives tenant, which is"
                        + " fixed in notes: the row would be none of the table any more; leave it out, or move rows by a"
                        + " table that does not fix it");
    }

    public interface Unasked extends VersionedDao<Note, Long> {

        @Override
        default Table<Note, Long> table() {
            return OURS;
        }

        @VersionCheck
        @SqlUpdate("UPDATE notes SET text = 'mine', version = version + 1 WHERE id = :id AND version = :version")
        void write(long id, long version);
    }

    @Test
    void statement_doesNotAskForTheTenant() {
        assertThatThrownBy(() -> jdbi.onDemand(Unasked.class))
                .isInstanceOf(UnableToCreateSqlObjectException.class)
                .hasMessageContaining("its WHERE does not demand tenant = :parameter");
    }
}
