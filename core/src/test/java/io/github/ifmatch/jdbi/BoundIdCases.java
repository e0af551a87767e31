package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.TestDatabase;
import java.io.StringReader;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checked statements whose id is not bound as Java has it, on one database, with the plugin and without. */
abstract class BoundIdCases {

    /** Known to Jdbi only; it stands in the column in another form. */
    public record Sku(String code) {}

    public record Moment(Instant id, String note, long version) {}

    public record Token(UUID id, String note, long version) {}

    public record Article(@ColumnName("sku_code") Sku id, List<String> notes, long version) {}

    public record Visit(Place place, String note, long version) {

        public record Place(Sku room, Instant start) {}
    }

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID SOME = UUID.fromString("fedcba98-7654-3210-fedc-ba9876543210");

    private static final Table<Moment, Instant> MOMENTS =
            Table.of(Moment.class, Instant.class).named("moments");
    private static final Table<Token, UUID> TOKENS =
            Table.of(Token.class, UUID.class).named("tokens");
    private static final Table<Article, Sku> ARTICLES =
            Table.of(Article.class, Sku.class).named("articles");
    private static final Table<Visit, Visit.Place> VISITS =
            Table.of(Visit.class, Visit.Place.class).named("visits").id("place");

    private final TestDatabase database;
    private final boolean hasPlugin;
    private Jdbi jdbi;

    BoundIdCases(TestDatabase database, boolean hasPlugin) {
        this.database = database;
        this.hasPlugin = hasPlugin;
    }

    public interface Dao {
        @VersionCheck
        @SqlUpdate("UPDATE moments SET note = :note, version = version + 1 WHERE id = :id AND version = :version")
        void note(Instant id, long version, String note);

        @VersionCheck
        @SqlUpdate("DELETE FROM moments m WHERE :version = m.version AND :id = m.id")
        void forget(Instant id, long version);

        @VersionCheck
        @SqlUpdate("UPDATE moments SET version = version + 1 WHERE id = :id AND version = :version AND note = 'no'")
        void suppressed(Instant id, long version);

        @VersionCheck
        @SqlBatch("UPDATE moments SET note = :note, version = version + 1 WHERE id = :id AND version = :version")
        void noteAll(List<Instant> id, long version, String note);

        @VersionCheck
        @SqlUpdate("UPDATE tokens SET note = :note, version = version + 1"
                + " WHERE id = CAST(:id AS uuid) AND version = :version")
        void note(String id, long version, String note);

        @VersionCheck(id = "id")
        @SqlUpdate("UPDATE tokens t SET note = :note, version = t.version + 1"
                + " WHERE CAST(:id AS uuid) = (t.id) AND t.version = :version")
        void noteNamed(String id, long version, String note);

        @VersionCheck
        @SqlUpdate("UPDATE articles SET notes = :note, version = :version + 1"
                + " WHERE sku_code = :id AND version = :version")
        void note(Sku id, long version, String note);

        @VersionCheck
        @SqlUpdate("UPDATE visits SET note = :note, version = version + 1"
                + " WHERE room = :room AND start = :start AND version = :version")
        void note(Sku room, Instant start, long version, String note);

        @VersionCheck(id = {"room", "start"})
        @SqlUpdate("DELETE FROM visits WHERE (room, start) = (:room, :start) AND version = :version")
        void leave(Sku room, Instant start, long version);
    }

    @BeforeEach
    void createTables() {
        database.execute(
                "DROP TABLE IF EXISTS moments",
                "CREATE TABLE moments (id timestamp with time zone PRIMARY KEY, note varchar(20), version int NOT NULL)",
                "INSERT INTO moments VALUES ('2026-01-01 12:00:00+00', 'one', 1)",
                "INSERT INTO moments VALUES ('2026-01-01 13:00:00+00', 'two', 1)",
                "DROP TABLE IF EXISTS tokens",
                "CREATE TABLE tokens (id uuid PRIMARY KEY, note varchar(20), version int NOT NULL)",
                "INSERT INTO tokens VALUES ('" + SOME + "', 'one', 1)",
                "DROP TABLE IF EXISTS articles",
                "CREATE TABLE articles (sku_code varchar(20) PRIMARY KEY, notes varchar(20), version int NOT NULL)",
                "INSERT INTO articles VALUES ('<a1>', 'one', 1)",
                "DROP TABLE IF EXISTS visits",
                "CREATE TABLE visits (room varchar(20), start timestamp with time zone, note varchar(20),"
                        + " version int NOT NULL, PRIMARY KEY (room, start))",
                "INSERT INTO visits VALUES ('<r1>', '2026-01-01 12:00:00+00', 'one', 1)");
        jdbi = Jdbi.create(database.dataSource())
                .registerArgument(new AbstractArgumentFactory<Sku>(Types.VARCHAR) {
                    @Override
                    protected Argument build(Sku value, ConfigRegistry config) {
                        return (position, statement, context) ->
                                statement.setString(position, "<" + value.code() + ">");
                    }
                })
                .registerColumnMapper(
                        Sku.class,
                        (row, column, context) -> new Sku(row.getString(column).replaceAll("[<>]", "")))
                .registerColumnMapper(
                        new org.jdbi.v3.core.generic.GenericType<List<String>>() {},
                        (row, column, context) -> List.of(row.getString(column)));
        jdbi.installPlugin(
                hasPlugin
                        ? new VersionedPlugin().with(settings -> settings.withDialect(database.dialect()))
                        : new SqlObjectPlugin());
        List.of(MOMENTS, TOKENS, ARTICLES, VISITS)
                .forEach(table -> jdbi.getConfig(VersionedTables.class).register(table));
    }

    @Test
    void instant_boundAsATimestamp() {
        Dao dao = jdbi.onDemand(Dao.class);
        dao.note(NOON, 1, "first");

        ConflictException e = catchThrowableOfType(ConflictException.class, () -> dao.note(NOON, 1, "late"));
        assertThat(e.conflict().id()).isEqualTo(NOON);
        assertThat(e.current(Moment.class)).isEqualTo(new Moment(NOON, "first", 2));
        assertThatThrownBy(() -> dao.forget(NOON, 1)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> dao.suppressed(NOON, 2))
                .isInstanceOfSatisfying(
                        SuppressedWriteException.class,
                        refused -> assertThat(refused.id()).isEqualTo(NOON));
        assertThatThrownBy(() -> dao.forget(NOON.minusSeconds(1), 1))
                .isInstanceOf(MissingRowException.class)
                .hasMessage("moments 2026-01-01T11:59:59Z: there is no such row (any more). Nothing was written.");
        dao.forget(NOON, 2);
    }

    @Test
    void instant_inABatch() {
        Dao dao = jdbi.onDemand(Dao.class);
        List<Instant> both = List.of(NOON, NOON.plusSeconds(3600));
        dao.noteAll(both, 1, "first");
        dao.forget(NOON, 2);

        MissingRowException e = catchThrowableOfType(MissingRowException.class, () -> dao.noteAll(both, 1, "late"));
        assertThat(e.id()).isEqualTo(NOON);
        assertThat(e.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        conflict -> assertThat(conflict.conflict().id()).isEqualTo(NOON.plusSeconds(3600)));
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = CheckedSql.of(
                    MOMENTS, handle.prepareBatch("DELETE FROM moments WHERE id = :id AND version = :version"));
            batch.bind("id", NOON.plusSeconds(3600)).bind("version", 1).add();
            assertThatThrownBy(batch::execute).isInstanceOf(ConflictException.class);
        });
    }

    @Test
    void uuid_boundAsText() {
        Dao dao = jdbi.onDemand(Dao.class);
        dao.note(SOME.toString(), 1, "first");
        dao.noteNamed(SOME.toString(), 2, "second");

        ConflictException e = catchThrowableOfType(ConflictException.class, () -> dao.note(SOME.toString(), 2, "late"));
        assertThat(e.current(Token.class)).isEqualTo(new Token(SOME, "second", 3));
        assertThat(e.conflict().id()).isEqualTo(SOME);
        assertThatThrownBy(() -> dao.noteNamed(SOME.toString(), 1, "late")).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> dao.note(new UUID(0, 7).toString(), 1, "late"))
                .isInstanceOfSatisfying(
                        MissingRowException.class,
                        missing -> assertThat(missing.id()).isEqualTo(new UUID(0, 7)));
    }

    @Test
    void ownType_boundAndReadByJdbi() {
        Dao dao = jdbi.onDemand(Dao.class);
        dao.note(new Sku("a1"), 1, "first");

        ConflictException e = catchThrowableOfType(ConflictException.class, () -> dao.note(new Sku("a1"), 1, "late"));
        assertThat(e.conflict().id()).isEqualTo(new Sku("a1"));
        assertThat(e.current(Article.class)).isEqualTo(new Article(new Sku("a1"), List.of("first"), 2));
        assertThatThrownBy(() -> dao.note(new Sku("a2"), 1, "late"))
                .isInstanceOf(MissingRowException.class)
                .hasMessageStartingWith("articles <a2>: there is no such row");
    }

    @Test
    void composite_ofBoth() {
        Dao dao = jdbi.onDemand(Dao.class);
        dao.note(new Sku("r1"), NOON, 1, "first");

        ConflictException e =
                catchThrowableOfType(ConflictException.class, () -> dao.note(new Sku("r1"), NOON, 1, "late"));
        assertThat(e.conflict().id()).isEqualTo(new Visit.Place(new Sku("r1"), NOON));
        assertThatThrownBy(() -> dao.leave(new Sku("r1"), NOON, 1)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> dao.leave(new Sku("r2"), NOON, 1)).isInstanceOf(MissingRowException.class);
        dao.leave(new Sku("r1"), NOON, 2);
    }

    /** In a form that cannot be bound once more, nothing is sent. */
    @Test
    void refused_beforeItIsSent() {
        jdbi.useHandle(handle -> {
            assertThatThrownBy(() -> CheckedSql.of(
                                    ARTICLES,
                                    handle.createUpdate("DELETE FROM articles WHERE sku_code = :id AND version = :v"))
                            .bind("id", (Argument) (position, statement, context) ->
                                    statement.setCharacterStream(position, new StringReader("<a1>")))
                            .bind("v", 1)
                            .execute())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("articles.sku_code must not be bound as a stream, which can be read once"
                            + " only. Nothing was sent.");
            assertThatThrownBy(() -> CheckedSql.of(
                                    ARTICLES,
                                    handle.createUpdate("DELETE FROM articles WHERE sku_code = :id AND version = :v"))
                            .bindByType("id", null, Sku.class)
                            .bind("v", 1)
                            .execute())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("articles.sku_code must not be NULL: no row would be found. Nothing was sent.");
            assertThatThrownBy(() -> CheckedSql.of(
                                    ARTICLES,
                                    handle.createUpdate("DELETE FROM articles WHERE sku_code = :id AND version = :v"))
                            .bind("id", new Sku("a1"))
                            .bind("v", "1")
                            .execute())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "articles.version must be bound as a whole number that a version can be. Nothing was sent.");
        });
        assertThat(database.query("SELECT version FROM articles")).containsExactly("1");
    }
}
