package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.Difference;
import io.github.ifmatch.Edit;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.MergeRule;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.ColumnTypes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that is declared without the types which only its database knows: it works as the repository's own does. */
public abstract class DeclaredTableContract extends Contract {

    private record Item(long id, String name, Set<String> words, long version) {

        Item withName(String newName) {
            return new Item(id, newName, words, version);
        }

        Item withWords(String... newWords) {
            return new Item(id, name, Set.of(newWords), version);
        }

        Item withVersion(long newVersion) {
            return new Item(id, name, words, newVersion);
        }
    }

    /** Words of whatever case mean the same: unlike {@code equals}. */
    private static final class Words implements ColumnType<Set<String>> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Set<String> words) throws SQLException {
            statement.setString(index, words == null ? null : String.join(" ", words));
        }

        @Override
        public @Nullable Set<String> read(ResultSet row, int index) throws SQLException {
            String words = row.getString(index);
            return words == null ? null : Set.of(words.split(" "));
        }

        @Override
        public boolean same(Set<String> one, Set<String> other) {
            return lower(one).equals(lower(other));
        }

        private static Set<String> lower(Set<String> words) {
            return Set.of(String.join(" ", words).toLowerCase(Locale.ROOT).split(" "));
        }
    }

    private static final Table<Item, Long> ITEMS =
            Table.of(Item.class, Long.class).named("declared_items").column("name", "title");

    private static final ColumnTypes TYPES =
            javaType -> javaType.getTypeName().equals("java.util.Set<java.lang.String>")
                    ? Optional.of(new Words())
                    : Optional.empty();

    private static final String NO_TYPE =
            "the component words (java.util.Set<java.lang.String>) has no column type; give"
                    + " it one with type(\"words\", …)";

    private Database typed;
    private VersionedRepository<Item, Long> items;
    private Item base;

    @BeforeEach
    void createTable() {
        database.drop("declared_items");
        database.execute("CREATE TABLE declared_items (id bigint PRIMARY KEY, title varchar(20), words varchar(100),"
                + " version bigint NOT NULL)");
        typed = database.database().withTypes(TYPES);
        items = typed.repository(ITEMS);
        base = items.insert(new Item(7, "nut", Set.of("small"), 0));
    }

    /** Of a class that no database has a type for. */
    private record Task(long id, Thread thread, long version) {}

    @Test
    void withoutTheTypes_refusedAtOnce() {
        Table<Task, Long> tasks = Table.of(Task.class, Long.class);
        Task task = new Task(7, Thread.currentThread(), 1);
        String message = "task (Task): the component thread (java.lang.Thread) has no column type; give it one with"
                + " type(\"thread\", …)";

        assertThatThrownBy(() -> database.database().repository(tasks))
                .isInstanceOf(MappingException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> BatchWriter.of(database.database(), tasks))
                .isInstanceOf(MappingException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> database.database().apply(ChangeSet.empty().update("item", tasks, task)))
                .isInstanceOf(MappingException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> database.database().verify(tasks))
                .isInstanceOf(MappingException.class)
                .hasMessage(message);
    }

    @Test
    void idAndVersion_askForNoOtherColumn() {
        assertThat(ITEMS.id(base)).isEqualTo(7L);
        assertThat(ITEMS.version(base)).isEqualTo(1);
        assertThat(ITEMS.withVersion(base, 4)).isEqualTo(base.withVersion(4));
        assertThat(ITEMS.idColumns()).containsExactly("id");
        assertThat(ITEMS.versionColumn()).isEqualTo("version");
        assertThat(ITEMS.idOf(List.of(7))).isEqualTo(7L);
        assertThat(ITEMS.idValues(7L)).containsExactly(7L);
        RowTags<Item, Long> tags = RowTags.of(ITEMS).bound();
        assertThat(tags.of(base)).isEqualTo(RowTags.of(items.table()).bound().of(base));
        assertThat(tags.version(7L, tags.of(base))).hasValue(1);
    }

    @Test
    void read_needsTheTypes() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT * FROM declared_items");
                ResultSet row = query.executeQuery()) {
            assertThat(row.next()).isTrue();

            assertThat(items.table().read(row)).isEqualTo(base);
            assertThatThrownBy(() -> ITEMS.read(row))
                    .isInstanceOf(MappingException.class)
                    .hasMessage("declared_items.words: " + NO_TYPE + ", or use the table of a database that has one:"
                            + " repository.table(), or the row mapper of its Jdbi");
        }
    }

    @Test
    void merge_comparesWithTheTypesOfTheDatabase() {
        items.update(base.withWords("SMALL").withName("their nut"));
        Item mine = base.withWords("large");

        Item merged = items.update(mine, ITEMS.mergeFrom(base));

        assertThat(merged).isEqualTo(mine.withName("their nut").withVersion(3));
    }

    @Test
    void merge_clashes_andRules() {
        items.update(base.withWords("small", "round"));
        Item mine = base.withWords("small", "old");

        ConflictException e =
                catchThrowableOfType(ConflictException.class, () -> items.update(mine, ITEMS.mergeFrom(base)));
        assertThat(e.conflict().clashes()).containsExactly("words");
        Item merged = items.update(
                mine, ITEMS.merge().rule("words", MergeRule.union()).from(base));
        assertThat(merged.words()).containsExactlyInAnyOrder("small", "round", "old");
        assertThatThrownBy(() -> ITEMS.merge()
                        .rule("words.first", MergeRule.mine())
                        .from(base)
                        .resolve(conflict(base)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("component must be one of declared_items that a caller may write: words.first");
    }

    private Conflict<Item> conflict(Item stale) {
        Outcome<Item> outcome = items.tryUpdate(stale);
        assertThat(outcome).isInstanceOf(Conflict.class);
        return (Conflict<Item>) outcome;
    }

    @Test
    void conflict_hasTheTypesOfTheDatabase() {
        items.update(base.withWords("SMALL").withName("their nut"));

        Conflict<Item> conflict = conflict(base.withName("their nut"));

        assertThat(conflict.table()).isSameAs(items.table()).isEqualTo(ITEMS);
        assertThat(conflict.looksApplied()).isTrue();
        assertThat(conflict.differences().of(Difference.Kind.CLASH)).isEmpty();
        assertThat(conflict.rebased()).isEqualTo(base.withName("their nut").withVersion(2));
    }

    @Test
    void changeSet() {
        ChangeSet edit = ChangeSet.under("root", ITEMS, base)
                .patch("root", ITEMS, base, base.withWords("large"))
                .insert("new", ITEMS, new Item(8, "bolt", Set.of("long"), 0));

        ChangeSet.Result stored = typed.apply(edit);

        assertThat(stored.row("root", Item.class))
                .isEqualTo(base.withWords("large").withVersion(2));
        assertThat(items.get(8L).words()).containsExactly("long");
        RefusedException e = catchThrowableOfType(RefusedException.class, () -> typed.apply(edit));
        assertThat(e.refused().get("root"))
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.table()).isSameAs(items.table()));
    }

    @Test
    void batchWriter() {
        items.update(base.withName("their nut"));
        BatchWriter<Item, Long> writer = BatchWriter.of(typed, ITEMS).withMerge(ITEMS.merge());

        assertThat(writer.insertAll(Stream.of(new Item(8, "bolt", Set.of("long"), 0)))
                        .written())
                .isEqualTo(1);
        assertThat(writer.patchAll(Stream.of(new Edit<>(base, base.withWords("large"))))
                        .resolved())
                .isEqualTo(1);
        assertThat(items.get(7L))
                .isEqualTo(base.withName("their nut").withWords("large").withVersion(3));
        assertThat(items.tryDelete(8L, 1)).isInstanceOf(Applied.class);
    }
}
