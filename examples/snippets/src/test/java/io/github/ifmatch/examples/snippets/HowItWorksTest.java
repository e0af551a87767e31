package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import io.github.ifmatch.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What how-it-works.md claims. */
class HowItWorksTest {

    private final VersionedRepository<Product, Long> products =
            Databases.H2.database().repository(Product.TABLE);

    @BeforeEach
    void createTable() {
        Databases.createProducts(Databases.H2);
    }

    @Test
    void rebased_overwritesWhatWasShown() {
        Product mine = products.get(7L).withStock(8);
        products.update(products.get(7L).withPrice("90.00"));

        // region how-rebased
        Outcome<Product> outcome = products.tryUpdate(mine);
        if (outcome instanceof Conflict<Product> conflict) {
            // show conflict.current() to the user; if the user insists:
            outcome = products.tryUpdate(conflict.rebased());
        }
        // endregion

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(products.get(7L).price()).isEqualByComparingTo("100.00");
        assertThat(products.get(7L).version()).isEqualTo(3);
    }

    @Test
    void looksApplied_aMessageDeliveredTwice() {
        Product mine = products.get(7L).withStock(8);
        Product first = products.update(mine);

        // region how-looks-applied
        Product saved = products.tryUpdate(mine)
                .fold(
                        row -> row,
                        conflict -> conflict.looksApplied() ? conflict.current() : conflict.orElseThrow(),
                        missing -> missing.orElseThrow());
        // endregion

        assertThat(saved).isEqualTo(first);
    }

    @Test
    void insertedAgain_versionsStartAgain() {
        Product old = products.get(7L);
        products.delete(old);
        products.insert(new Product(7, "Toaster", old.price(), 3, 0));

        assertThat(products.tryUpdate(old.withStock(9))).isInstanceOf(Applied.class);
    }

    @Test
    void insertedAgain_lowerVersionIsAConflict() {
        Product old = products.touch(products.get(7L));
        products.delete(old);
        products.insert(old);

        assertThat(products.tryUpdate(old)).isInstanceOfSatisfying(Conflict.class, conflict -> {
            assertThat(conflict.expectedVersion()).isEqualTo(2);
            assertThat(conflict.currentVersion()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void provenId_oneStatement(TestDatabase database) {
        database.execute(
                "DROP TABLE IF EXISTS things",
                "CREATE TABLE things (id bigint NOT NULL, version bigint NOT NULL)",
                "INSERT INTO things VALUES (1, 1)");
        record Thing(long id, long version) {}
        Table<Thing, Long> table = Table.of(Thing.class, Long.class).named("things");
        CountingDataSource counting = CountingDataSource.of(database.dataSource());

        touch(counting, table, new Thing(1, 1));
        assertThat(counting.drain()).hasSize(4).contains("AUTOCOMMIT false", "COMMIT", "AUTOCOMMIT true");

        database.execute("ALTER TABLE things ADD PRIMARY KEY (id)");
        touch(counting, table, new Thing(1, 2));
        assertThat(counting.drain()).hasSize(1);
    }

    /** As the second operation on the table: the first one asks the catalogue. */
    private static <R> void touch(CountingDataSource counting, Table<R, Long> table, R row) {
        VersionedRepository<R, Long> rows = Database.of(counting.dataSource()).repository(table);
        assertThat(rows.get(1L)).isEqualTo(row);
        assertThat(counting.drain()).isNotEmpty();
        assertThat(rows.touch(row)).isNotEqualTo(row);
    }

    @Test
    void doubledId_writesNothing() {
        Databases.H2.execute(
                "DROP TABLE IF EXISTS things",
                "CREATE TABLE things (id bigint NOT NULL, version bigint NOT NULL)",
                "INSERT INTO things VALUES (1, 1), (1, 1)");
        record Thing(long id, long version) {}
        Table<Thing, Long> table = Table.of(Thing.class, Long.class).named("things");
        VersionedRepository<Thing, Long> things = Databases.H2.database().repository(table);

        assertThatThrownBy(() -> things.touch(new Thing(1, 1)))
                .isInstanceOf(MappingException.class)
                .hasMessage("things 1: touch changed more than one row; an id must be unique."
                        + " Nothing was written: it was rolled back.");
    }

    @Test
    void nullVersion_refusedOrAdopted() {
        Databases.H2.execute(
                "DROP TABLE IF EXISTS legacy",
                "CREATE TABLE legacy (id bigint PRIMARY KEY, name varchar(20), version bigint)",
                "INSERT INTO legacy VALUES (1, 'old', NULL)");
        record Legacy(long id, String name, long version) {}

        VersionedRepository<Legacy, Long> refusing = Databases.H2
                .database()
                .repository(Table.of(Legacy.class, Long.class).named("legacy"));
        assertThatThrownBy(() -> refusing.get(1L)).isInstanceOf(MappingException.class);

        // region how-null-versions
        Table<Legacy, Long> table =
                Table.of(Legacy.class, Long.class).named("legacy").adoptNullVersions();
        // endregion
        VersionedRepository<Legacy, Long> adopting = Databases.H2.database().repository(table);
        Legacy row = adopting.get(1L);
        assertThat(row.version()).isZero();
        try (SqlLog sql = new SqlLog()) {
            assertThat(adopting.touch(row).version()).isEqualTo(1);
            assertThat(sql.drain())
                    .singleElement()
                    .asString()
                    .contains(Pages.sql("how-null-versions").get(0));
        }
    }

    @Test
    void softDelete() {
        Databases.H2.execute(
                "ALTER TABLE products ADD COLUMN deleted boolean DEFAULT FALSE NOT NULL",
                "ALTER TABLE products ADD COLUMN deleted_at timestamp(6) with time zone");

        // region how-soft-delete
        Table<Product, Long> flagged = Product.TABLE.softDelete("deleted", false, true);
        Table<Product, Long> timed = Product.TABLE.softDelete("deleted_at"); // NULL until then
        // endregion

        VersionedRepository<Product, Long> rows = Databases.H2.database().repository(timed);
        Product kettle = rows.get(7L);
        try (SqlLog sql = new SqlLog()) {
            assertThat(rows.delete(kettle).version()).isEqualTo(kettle.version() + 1);
            assertThat(sql.drain())
                    .singleElement()
                    .asString()
                    .contains(Pages.sql("how-soft-delete").get(0));
        }
        assertThat(rows.find(7L)).isEmpty();
        assertThatThrownBy(() -> rows.insert(kettle))
                .hasMessageContaining("products 7: insert met a row of the same id that is marked as deleted");
        assertThat(Databases.H2.database().repository(flagged).find(7L)).isPresent();
    }

    @Test
    void trigger_suppressedAndEdited() {
        TestDatabase postgres = Databases.POSTGRES;
        Databases.createProducts(postgres);
        postgres.execute(
                "CREATE OR REPLACE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF NEW.stock < 0 THEN RETURN NULL; END IF;"
                        + " IF NEW.stock > 1000 THEN NEW.version = 99; END IF;"
                        + " NEW.name = upper(NEW.name); RETURN NEW; END $$",
                "CREATE TRIGGER meddle BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION meddle()");
        VersionedRepository<Product, Long> rows = postgres.database().repository(Product.TABLE);
        Product kettle = rows.get(7L);

        assertThat(rows.update(kettle).name()).isEqualTo("KETTLE");
        assertThatThrownBy(() -> rows.update(rows.get(7L).withStock(-1))).isInstanceOf(SuppressedWriteException.class);
        assertThatThrownBy(() -> rows.update(rows.get(7L).withStock(1001)))
                .isInstanceOf(MappingException.class)
                .hasMessage("products 7: after update on version 2 the row shows version 99."
                        + " A trigger or a default changes the version. The write stands.");
    }

    /** Refuses what its table can hold. */
    record Strict(long id, String name, int stock, long version) {
        Strict {
            if (version > 1) {
                throw new IllegalArgumentException("too strict");
            }
        }
    }

    @Test
    void unreadableRow_theWriteStands() {
        VersionedRepository<Strict, Long> strict = Databases.H2
                .database()
                .repository(Table.of(Strict.class, Long.class).named("products"));
        Strict row = strict.get(7L);

        assertThatThrownBy(() -> strict.touch(row))
                .isInstanceOf(MappingException.class)
                .hasMessageEndingWith("The write stands.");
        assertThat(products.get(7L).version()).isEqualTo(2);
    }

    @Test
    void conflict_sql() {
        Product stale = products.get(7L);
        products.touch(stale);
        try (SqlLog sql = new SqlLog()) {
            assertThat(products.tryUpdate(stale)).isInstanceOf(Conflict.class);
            assertThat(sql.drain()).isEqualTo(Pages.sql("how-conflict"));
        }
    }

    @Test
    void patch_nothingDiffers() {
        Product row = products.get(7L);
        try (SqlLog sql = new SqlLog()) {
            assertThat(products.patch(row, row)).isSameAs(row);
            assertThat(sql.drain()).isEmpty();
        }
    }
}
