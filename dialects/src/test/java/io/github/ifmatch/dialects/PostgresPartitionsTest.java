package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.BatchShape;
import io.github.ifmatch.dialect.BatchStatement;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In a partitioned table each row of a batch, and each id of a query, is looked up in its partition, and in no other. */
class PostgresPartitionsTest {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    private static final int PARTITIONS = 16;
    private static final int ROWS = 500;

    /** How often the rows of one partition were looked up. */
    private static final Pattern LOOK = Pattern.compile("Scan using parted_\\d+_pkey on parted_\\d+ .*loops=(\\d+)");

    private record Item(long id, int stock, long version) {}

    private static final Table<Item, Long> ITEMS =
            Table.of(Item.class, Long.class).named("parted");

    private static VersionedRepository<Item, Long> items(String by, String type, int rows) {
        create("parted", "id " + type + " PRIMARY KEY, stock int NOT NULL, version bigint NOT NULL", by, "id");
        DATABASE.execute(
                "INSERT INTO parted SELECT i, 0, 1 FROM generate_series(1, " + rows + ") AS i", "ANALYZE parted");
        return DATABASE.repository(ITEMS);
    }

    private static void create(String name, String columns, String by, String key) {
        DATABASE.drop(name);
        DATABASE.execute("CREATE TABLE " + name + " (" + columns + ") PARTITION BY " + by + " (" + key + ")");
        for (int i = 0; i < PARTITIONS; i++) {
            String bounds = by.equals("HASH")
                    ? "WITH (MODULUS " + PARTITIONS + ", REMAINDER " + i + ")"
                    : "FROM (" + 1_251 * i + ") TO (" + 1_251 * (i + 1) + ")";
            DATABASE.execute("CREATE TABLE " + name + "_" + i + " PARTITION OF " + name + " FOR VALUES " + bounds);
        }
    }

    @ParameterizedTest
    @CsvSource({"HASH, bigint", "HASH, integer", "RANGE, bigint", "RANGE, integer"})
    void lockedFirst_looksEachRowUpInItsPartition(String by, String type) throws SQLException {
        var unused = items(by, type, 20_000);

        // once to lock them, once to write them
        assertThat(looks(batch(WriteKind.UPDATE), values())).isEqualTo(2 * ROWS);
        assertThat(looks(batch(WriteKind.DELETE), values().subList(1, 3))).isEqualTo(2 * ROWS);
    }

    @ParameterizedTest
    @CsvSource({"HASH, bigint", "HASH, integer", "RANGE, bigint", "RANGE, integer"})
    void notLockedFirst_looksEachRowUpInItsPartition(String by, String type) throws SQLException {
        var unused = items(by, type, 20_000);

        assertThat(looks(batch(WriteKind.UPDATE).unlocked().orElseThrow(), values()))
                .isEqualTo(ROWS);
        assertThat(looks(batch(WriteKind.DELETE).unlocked().orElseThrow(), values().subList(1, 3)))
                .isEqualTo(ROWS);
    }

    @ParameterizedTest
    @CsvSource({"HASH, bigint", "HASH, integer", "RANGE, bigint", "RANGE, integer"})
    void query_looksEachIdUpInItsPartition(String by, String type) throws SQLException {
        var unused = items(by, type, 20_000);
        String in = new PostgresDialect()
                .inPartitions(List.of("id"), List.of(Long.class), ROWS)
                .orElseThrow();

        for (String locking : List.of("", " ORDER BY id FOR NO KEY UPDATE")) {
            String select = "SELECT id, stock, version FROM parted WHERE " + in + locking;

            assertThat(looks(select, statement -> {
                        for (int i = 0; i < ROWS; i++) {
                            statement.setLong(i + 1, ids()[i]);
                        }
                    }))
                    .isEqualTo(ROWS);
        }
    }

    @Test
    void query_sent() {
        var unused = items("HASH", "bigint", 100);
        CountingDataSource counting = CountingDataSource.of(DATABASE.dataSource());
        VersionedRepository<Item, Long> items = DATABASE.repository(counting.dataSource(), ITEMS);
        var unusedRow = items.find(1L);
        counting.drain();

        assertThat(items.findAll(List.of(1L, 2L, 3L, 2L, 4711L))).hasSize(3);
        assertThat(items.findAll(List.of(1L))).hasSize(1);

        assertThat(counting.drain())
                .containsExactly(
                        "SELECT id, stock, version FROM parted WHERE id IN (SELECT _v._b0 FROM"
                                + " unnest((SELECT ARRAY[?, ?, ?, ?, ?, ?, ?, ?])) AS _v(_b0) LIMIT (SELECT 2147483647))",
                        "SELECT id, stock, version FROM parted WHERE id IN (?)");
    }

    /** Whatever the column is, each row comes once, also if it is asked for twice. */
    @ParameterizedTest
    @ValueSource(strings = {"bigint", "integer", "numeric(9)"})
    void query_eachRowOnce(String type) {
        VersionedRepository<Item, Long> items = items("HASH", type, 200);
        List<Long> asked =
                new ArrayList<>(LongStream.rangeClosed(1, 250).boxed().toList());
        asked.addAll(List.of(7L, 7L, 4711L));

        assertThat(items.findAll(asked))
                .extracting(Item::id)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
    }

    private record Place(int room, long seat) {}

    private record Seat(Place place, String guest, long version) {}

    @Test
    void compositeIds() throws SQLException {
        create(
                "parted",
                "room int, seat bigint, guest text, version bigint NOT NULL, PRIMARY KEY (room, seat)",
                "HASH",
                "seat");
        VersionedRepository<Seat, Place> seats = DATABASE.repository(
                Table.of(Seat.class, Place.class).named("parted").id("place"));
        List<Seat> rows = seats.insertAll(IntStream.range(0, 2 * ROWS)
                .mapToObj(i -> new Seat(new Place(i % 3, i), "guest", 0))
                .toList());
        DATABASE.execute("INSERT INTO parted SELECT 3, i, '', 1 FROM generate_series(1, 30000) AS i", "ANALYZE parted");
        List<Place> places = rows.stream().map(Seat::place).toList();

        assertThat(seats.findAll(places)).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(seats.findAll(List.of(new Place(1, 0), new Place(0, 0), new Place(0, 0))))
                .containsExactly(rows.get(0));
        assertThat(seats.updateAll(rows)).allMatch(row -> row.version() == 2);

        String in = new PostgresDialect()
                .inPartitions(List.of("room", "seat"), List.of(Integer.class, Long.class), ROWS)
                .orElseThrow();
        assertThat(looks("SELECT * FROM parted WHERE " + in, statement -> {
                    for (int i = 0; i < ROWS; i++) {
                        statement.setInt(2 * i + 1, places.get(i).room());
                        statement.setLong(2 * i + 2, places.get(i).seat());
                    }
                }))
                .isEqualTo(ROWS);
    }

    private record Token(UUID id, String label, long version) {}

    private record Word(String id, String label, long version) {}

    @Test
    void otherIds() {
        create("parted", "id uuid PRIMARY KEY, label text, version bigint NOT NULL", "HASH", "id");
        VersionedRepository<Token, UUID> tokens =
                DATABASE.repository(Table.of(Token.class, UUID.class).named("parted"));
        List<Token> rows = tokens.insertAll(IntStream.range(0, 50)
                .mapToObj(i -> new Token(UUID.randomUUID(), "label " + i, 0))
                .toList());

        assertThat(tokens.findAll(rows.stream().map(Token::id).toList())).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(tokens.deleteAll(rows)).hasSize(50);

        create("parted", "id text PRIMARY KEY, label text, version bigint NOT NULL", "HASH", "id");
        VersionedRepository<Word, String> words =
                DATABASE.repository(Table.of(Word.class, String.class).named("parted"));
        List<Word> all = words.insertAll(IntStream.range(0, 50)
                .mapToObj(i -> new Word("word " + i, "label " + i, 0))
                .toList());

        assertThat(words.findAll(all.stream().map(Word::id).toList())).containsExactlyInAnyOrderElementsOf(all);
        assertThat(words.deleteAll(all)).hasSize(50);
    }

    /** The row that the batch waits for is moved to another partition: it has another id then, and the one that was asked for is gone. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowMovedMeanwhile(boolean locksFirst) throws Exception {
        var unused = items("RANGE", "bigint", 3_000);
        VersionedRepository<Item, Long> items = (locksFirst
                        ? DATABASE.database(DATABASE.dataSource()).withLockedBatches()
                        : DATABASE.database(DATABASE.dataSource()))
                .repository(ITEMS);
        List<Item> rows =
                LongStream.rangeClosed(1, 30).mapToObj(id -> new Item(id, 7, 1)).toList();
        try (Connection mover = DATABASE.dataSource().getConnection()) {
            mover.setAutoCommit(false);
            try (PreparedStatement move = mover.prepareStatement("UPDATE parted SET id = 9000 WHERE id = 20")) {
                assertThat(move.executeUpdate()).isEqualTo(1);
            }
            CompletableFuture<List<Outcome<Item>>> batch =
                    CompletableFuture.supplyAsync(() -> items.tryUpdateAll(rows));
            DATABASE.awaitWaiting(1);
            mover.commit();

            List<Outcome<Item>> outcomes = batch.get(30, TimeUnit.SECONDS);

            assertThat(outcomes.get(19)).isInstanceOf(Missing.class);
            assertThat(outcomes).filteredOn(Outcome::isApplied).hasSize(29);
            assertThat(DATABASE.query("SELECT id, stock, version FROM parted WHERE id = 9000"))
                    .containsExactly("9000 0 1");
        }
    }

    @Test
    void lockedFirst_staleAndMissing() {
        var unused = items("HASH", "bigint", 100);
        VersionedRepository<Item, Long> items =
                DATABASE.database(DATABASE.dataSource()).withLockedBatches().repository(ITEMS);

        List<Outcome<Item>> outcomes =
                items.tryUpdateAll(List.of(new Item(200, 1, 1), new Item(2, 1, 9), new Item(1, 1, 1)));

        assertThat(outcomes.get(0)).isInstanceOf(Missing.class);
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(new Item(2, 0, 1)));
        assertThat(outcomes.get(2).isApplied()).isTrue();
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private static BatchStatement batch(WriteKind kind) throws SQLException {
        boolean isUpdate = kind == WriteKind.UPDATE;
        BatchShape shape = new BatchShape(
                kind,
                "parted",
                isUpdate ? List.of("stock") : List.of(),
                List.of("id"),
                List.of(),
                "version",
                false,
                true,
                List.of("id", "stock", "version"),
                isUpdate ? List.of(Integer.class, Long.class, Long.class) : List.of(Long.class, Long.class));
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            return new PostgresDialect().batch(connection, shape).orElseThrow();
        }
    }

    private static int looks(BatchStatement batch, List<@Nullable Object[]> values) throws SQLException {
        return looks(
                batch.text(), statement -> batch.values(values).orElseThrow().bind(statement));
    }

    /** How many times in all a partition's index was searched. */
    private static int looks(String sql, Binding binding) throws SQLException {
        String explain = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ";
        StringBuilder plan = new StringBuilder();
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(explain + sql)) {
                binding.bind(statement);
                try (ResultSet lines = statement.executeQuery()) {
                    while (lines.next()) {
                        plan.append(lines.getString(1)).append('\n');
                    }
                }
            }
            connection.rollback();
        }
        assertThat(plan).contains("Nested Loop").doesNotContain("Seq Scan on parted", "Bitmap");
        return LOOK.matcher(plan)
                .results()
                .mapToInt(look -> Integer.parseInt(look.group(1)))
                .sum();
    }

    private static Long[] ids() {
        return LongStream.rangeClosed(1, ROWS).map(i -> 31 * i).boxed().toArray(Long[]::new);
    }

    private static List<@Nullable Object[]> values() {
        return List.of(
                Collections.nCopies(ROWS, 7).toArray(Integer[]::new),
                ids(),
                Collections.nCopies(ROWS, 1L).toArray(Long[]::new));
    }
}
