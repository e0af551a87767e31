package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.UnableToCreateSqlObjectException;
import org.jdbi.v3.sqlobject.config.UseTemplateEngine;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link VersionCheck} of rows with ids of two columns, of statements from elsewhere, and of batches that answer keys. */
abstract class LineCases {

    private static final String RENAME = "UPDATE invoice_lines SET text = :text, version = version + 1"
            + " WHERE invoice = :id.invoice AND number = :id.number AND version = :version";

    private final TestDatabase database;
    private Jdbi jdbi;
    private VersionedRepository<Line, Line.Key> lines;
    private Line one;
    private Line two;

    LineCases(TestDatabase database) {
        this.database = database;
    }

    public interface Dao {

        @VersionCheck
        @SqlUpdate(RENAME)
        void rename(@BindMethods Line line);

        @VersionCheck
        @SqlUpdate("DELETE FROM invoice_lines WHERE version = :v AND number = :k.number AND invoice = :k.invoice")
        void remove(@BindMethods("k") Line.Key key, long v);

        @VersionCheck(id = {"invoice", "place"})
        @SqlUpdate("DELETE FROM invoice_lines"
                + " WHERE invoice = :invoice AND number = CAST(:place AS int) AND version = :version")
        void removeNamed(long invoice, int place, long version);

        @VersionCheck
        @SqlBatch(RENAME)
        @GetGeneratedKeys({"number", "version"})
        List<Answered> renameAll(@BindMethods List<Line> all);
    }

    /** What a batch answers of a row. */
    public record Answered(int number, long version) {}

    public interface HalfAnId {
        @VersionCheck
        @SqlUpdate("DELETE FROM invoice_lines WHERE invoice = :invoice AND version = :version")
        void remove(long invoice, long version);
    }

    public interface HalfNamed {
        @VersionCheck(id = "invoice")
        @SqlUpdate("DELETE FROM invoice_lines WHERE invoice = :invoice AND number = :number AND version = :version")
        void remove(long invoice, int number, long version);
    }

    /** Stands for any engine that makes texts of templates, such as StringTemplate. */
    public static final class Dollars implements TemplateEngine {
        @Override
        public String render(String template, StatementContext context) {
            return template.replace("$key$", "invoice = :id.invoice AND number = :id.number");
        }
    }

    @UseTemplateEngine(Dollars.class)
    public interface Templated {

        @VersionCheck
        @SqlUpdate("DELETE FROM invoice_lines WHERE $key$ AND version = :version")
        void remove(@BindMethods Line line);

        @VersionCheck
        @SqlUpdate("DELETE FROM invoice_lines WHERE $key$ AND version <= :version")
        void removeOlder(@BindMethods Line line);
    }

    @BeforeEach
    void createLines() {
        database.execute(Line.DROP, Line.CREATE);
        lines = database.database().repository(Line.TABLE);
        one = lines.insert(new Line(new Line.Key(7, 1), "one", 0));
        two = lines.insert(new Line(new Line.Key(7, 2), "two", 0));
        jdbi = Jdbi.create(database.dataSource()).installPlugin(new SqlObjectPlugin());
        jdbi.registerRowMapper(
                Answered.class, (row, context) -> new Answered(row.getInt("number"), row.getLong("version")));
        jdbi.getConfig(VersionedTables.class).register(Line.TABLE);
    }

    private List<String> texts() {
        return database.query("SELECT text FROM invoice_lines ORDER BY invoice, number");
    }

    @Test
    void compositeId_current() {
        Dao dao = jdbi.onDemand(Dao.class);

        dao.rename(one.withText("first"));
        assertThat(lines.get(one.id())).isEqualTo(one.withText("first").withVersion(2));
        dao.remove(one.id(), 2);
        dao.removeNamed(7, 2, 1);

        assertThat(texts()).isEmpty();
    }

    @Test
    void compositeId_stale() {
        Line theirs = lines.update(one.withText("theirs"));
        Dao dao = jdbi.onDemand(Dao.class);

        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> dao.rename(one.withText("mine")),
                        () -> dao.remove(one.id(), 1),
                        () -> dao.removeNamed(7, 1, 1))) {
            ConflictException e = catchThrowableOfType(ConflictException.class, call);
            assertThat(e.current(Line.class)).isEqualTo(theirs);
            assertThat(e.expectedVersion()).isEqualTo(1);
        }
        assertThatThrownBy(() -> dao.remove(new Line.Key(7, 3), 1))
                .isInstanceOf(MissingRowException.class)
                .hasMessageStartingWith("invoice_lines Key[invoice=7, number=3]");
        assertThat(texts()).containsExactly("theirs", "two");
    }

    @Test
    void compositeId_halfOfIt() {
        assertThatThrownBy(() -> jdbi.onDemand(HalfAnId.class))
                .isInstanceOf(UnableToCreateSqlObjectException.class)
                .hasMessage(HalfAnId.class.getName() + ".remove cannot be version-checked: its WHERE does not demand"
                        + " number = :parameter as one of the conditions joined by AND");
        assertThatThrownBy(() -> jdbi.onDemand(HalfNamed.class))
                .isInstanceOf(UnableToCreateSqlObjectException.class)
                .hasMessage(HalfNamed.class.getName() + ".remove cannot be version-checked: id must name one parameter"
                        + " for each of the columns [invoice, number]: [invoice]");
    }

    @Test
    void batchWithGeneratedKeys_current() {
        List<Answered> answered =
                jdbi.onDemand(Dao.class).renameAll(List.of(one.withText("first"), two.withText("second")));

        assertThat(answered).containsExactly(new Answered(1, 2), new Answered(2, 2));
        assertThat(texts()).containsExactly("first", "second");
    }

    @Test
    void batchWithGeneratedKeys_refused() {
        Line theirs = lines.update(two.withText("theirs"));
        List<Line> mine = List.of(one.withText("first"), two.withText("second"));

        ConflictException e = catchThrowableOfType(
                ConflictException.class, () -> jdbi.onDemand(Dao.class).renameAll(mine));

        assertThat(e.current(Line.class)).isEqualTo(theirs);
        assertThat(texts()).containsExactly("one", "theirs");
        jdbi.useTransaction(handle -> {
            Dao dao = handle.attach(Dao.class);
            assertThatThrownBy(() -> dao.renameAll(mine)).isInstanceOf(ConflictException.class);
            assertThat(dao.renameAll(List.of(theirs.withText("merged")))).containsExactly(new Answered(2, 3));
        });
        assertThat(texts()).containsExactly("one", "merged");
    }

    @Test
    void located() {
        LocatedDao dao = jdbi.onDemand(LocatedDao.class);

        dao.rename(one.withText("first"));
        ConflictException e = catchThrowableOfType(ConflictException.class, () -> dao.rename(one.withText("mine")));
        assertThat(e.current(Line.class)).isEqualTo(one.withText("first").withVersion(2));
        assertThatThrownBy(() -> dao.removeAll(List.of(two, one))).isInstanceOf(ConflictException.class);
        assertThat(texts()).containsExactly("first", "two");
        dao.removeAll(List.of(two, one.withVersion(2)));
        assertThat(texts()).isEmpty();
    }

    @Test
    void located_unsound() {
        String message = UnsoundLocatedDao.class.getName() + ".rename cannot be version-checked: its WHERE does not"
                + " demand version = :parameter as one of the conditions joined by AND";

        assertThatThrownBy(() -> jdbi.onDemand(UnsoundLocatedDao.class))
                .isInstanceOf(UnableToCreateSqlObjectException.class)
                .hasMessage(message);
        jdbi.useHandle(handle -> assertThatThrownBy(() -> handle.attach(UnsoundLocatedDao.class))
                .isInstanceOf(UnableToCreateSqlObjectException.class)
                .hasMessage(message));
    }

    @Test
    void templated_whenItIsSent() {
        Templated dao = jdbi.onDemand(Templated.class);

        dao.remove(one);
        assertThatThrownBy(() -> dao.remove(one)).isInstanceOf(MissingRowException.class);
        assertThatThrownBy(() -> dao.remove(two.withVersion(2))).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> dao.removeOlder(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the statement cannot be version-checked: its WHERE does not demand version = :parameter as"
                        + " one of the conditions joined by AND. Nothing was sent.");
        assertThat(texts()).containsExactly("two");
    }
}
