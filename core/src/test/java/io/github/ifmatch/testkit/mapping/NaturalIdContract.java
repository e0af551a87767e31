package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedBatchException;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ids that mean something, in a column that compares texts without their case: the row is one, whatever the id is spelt like. */
public abstract class NaturalIdContract extends Contract {

    private record Country(String code, String name, long version) {

        Country withName(String newName) {
            return new Country(code, newName, version);
        }

        Country spelt(String otherCode) {
            return new Country(otherCode, name, version);
        }

        Country withVersion(long newVersion) {
            return new Country(code, name, newVersion);
        }
    }

    private static final Table<Country, String> COUNTRIES =
            Table.of(Country.class, String.class).named("countries").id("code");

    private VersionedRepository<Country, String> countries;
    private Country germany;
    private Country france;

    @BeforeEach
    void createCountries() {
        needs(Feature.CASELESS_TEXTS);
        database.drop("countries");
        database.execute(
                "CREATE TABLE countries (code {caseless(9)} PRIMARY KEY, name varchar(20), version bigint NOT NULL)");
        countries = database.repository(COUNTRIES);
        germany = countries.insert(new Country("DE", "Germany", 0));
        france = countries.insert(new Country("Fr", "France", 0));
    }

    private List<String> stored() {
        return database.query("SELECT code, name, version FROM countries ORDER BY code");
    }

    @Test
    void reads() {
        assertThat(countries.get("de")).isEqualTo(germany);
        assertThat(countries.find("it")).isEmpty();
        assertThat(countries.findAll(List.of("fR", "it", "De", "FR", "DE"))).containsExactly(france, germany);
    }

    @Test
    void inserts_meetTheRow() {
        Country mine = new Country("de", "mine", 0);

        assertThat(countries.tryInsert(mine)).isEqualTo(new Conflict<>(COUNTRIES, "insert", "de", 0, mine, germany));
        List<Outcome<Country>> outcomes =
                countries.tryInsertAll(List.of(new Country("it", "first", 0), new Country("IT", "second", 0), mine));
        assertThat(outcomes).filteredOn(Outcome::isApplied).hasSize(1);
        assertThat(outcomes.get(2)).isEqualTo(new Conflict<>(COUNTRIES, "insert", "de", 0, mine, germany));
        assertThatThrownBy(() ->
                        countries.insertAll(List.of(new Country("es", "first", 0), new Country("ES", "second", 0))))
                .isInstanceOf(RefusedBatchException.class);
        assertThat(countries.get("It").version()).isEqualTo(1);
        assertThat(stored()).hasSize(3).contains("DE Germany 1", "Fr France 1");
    }

    /** The id as it is stored stays; what was given is only what finds the row. */
    @Test
    void writes_leaveTheSpelling() {
        Country row = countries.update(germany.withName("one").spelt("de"));
        assertThat(row).isEqualTo(new Country("DE", "one", 2));
        assertThat(countries.tryUpdate(germany.spelt("de")))
                .isEqualTo(new Conflict<>(COUNTRIES, "de", 1, germany.spelt("de"), row));
        row = countries.patch("dE", 2, Map.of("name", "two"));
        assertThat(countries.touch(row.spelt("De")).version()).isEqualTo(4);
        assertThat(countries.modify("de", found -> found.withName("three"))).isEqualTo(new Country("DE", "three", 5));
        row = countries.overwrite(germany.withName("four").spelt("de"), "a test");
        assertThat(row).isEqualTo(new Country("DE", "four", 6));
        assertThat(countries.check(row.spelt("de"))).isEqualTo(row);
        assertThat(countries.delete("de", 6)).isEqualTo(row);
        assertThat(countries.tryDelete("de", 6)).isEqualTo(new Missing<>(COUNTRIES, "de"));
    }

    /** Two spellings of one id are two rows to Java, and one to the database: one of them is written. */
    @Test
    void batches_twoSpellings() {
        List<Outcome<Country>> updated =
                countries.tryUpdateAll(List.of(germany.withName("x"), france.withName("y"), germany.spelt("de")));
        assertThat(updated).filteredOn(Outcome::isApplied).hasSize(2);
        assertThat(updated.get(1)).isEqualTo(new Applied<>(new Country("Fr", "y", 2)));

        assertThatThrownBy(() -> countries.updateVersions(Map.of("fr", 2L, "FR", 2L), Map.of("name", "z")))
                .isInstanceOf(RefusedBatchException.class);
        assertThat(countries.updateVersions(Map.of("fR", 2L), Map.of("name", "z")))
                .isEqualTo(Map.of("fR", new Country("Fr", "z", 3)));
        Country both = new Country("fr", "z", 3);
        assertThat(countries.tryPatchAll(
                        List.of(new Edit<>(both, both.withName("p")), new Edit<>(both.spelt("FR"), both.spelt("FR")))))
                .extracting(Outcome::isApplied)
                .containsExactly(true, true);
    }

    /** Where nothing locks rows, nothing tells who deleted the row before the second of the two. */
    @Test
    void deletes_twoSpellings() {
        List<Country> both = List.of(france, france.spelt("FR"));
        if (database.has(Feature.CONCURRENT_WRITERS) && !database.has(Feature.LOCKING_READS)) {
            assertThatThrownBy(() -> countries.deleteAll(both)).isInstanceOf(SerializationException.class);
            return;
        }

        assertThat(countries.tryDeleteAll(both)).filteredOn(Outcome::isApplied).isNotEmpty();

        assertThat(stored()).containsExactly("DE Germany 1");
    }

    @Test
    void merge_anotherSpelling() {
        countries.update(germany.withName("theirs"));
        Country mine = germany.spelt("de");

        assertThat(countries.update(mine, COUNTRIES.mergeFrom(germany))).isEqualTo(new Country("DE", "theirs", 3));
        assertThat(countries.update(mine.withVersion(1), conflict -> Optional.of(conflict.attempted())))
                .isEqualTo(new Country("DE", "Germany", 4));
    }

    @Test
    void changeSet_anotherSpelling() {
        ChangeSet changes = ChangeSet.under("root", COUNTRIES, france.spelt("fr"))
                .update("row", COUNTRIES, germany.withName("x").spelt("de"));

        assertThat(database.database().apply(changes).row("row", Country.class)).isEqualTo(new Country("DE", "x", 2));
        assertThat(stored()).containsExactly("DE x 2", "Fr France 2");
        ChangeSet twice = ChangeSet.empty()
                .update("one", COUNTRIES, new Country("DE", "y", 2))
                .update("two", COUNTRIES, new Country("de", "z", 2));
        assertThatThrownBy(() -> database.database().apply(twice)).isInstanceOf(RefusedException.class);
        assertThat(stored()).containsExactly("DE x 2", "Fr France 2");
    }

    /** It is a change of the id as Java sees it; the new row cannot be inserted before the old one is deleted. */
    @Test
    void otherSpelling_isAChangeOfTheId() {
        assertThatThrownBy(() -> countries.patch(germany, germany.spelt("de")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        "they differ in countries.code; an id does not change: insert the row under its new"
                                + " id and delete the old row, in one transaction");

        database.database().useTransaction(transaction -> {
            transaction.rows(COUNTRIES).delete(germany);
            transaction.rows(COUNTRIES).insert(germany.spelt("de"));
        });

        assertThat(stored()).containsExactly("de Germany 1", "Fr France 1");
    }

    private record PlaceId(String country, int zip) {}

    private record Place(PlaceId id, String name, long version) {

        Place spelt(String country) {
            return new Place(new PlaceId(country, id.zip()), name, version);
        }

        Place withName(String newName) {
            return new Place(id, newName, version);
        }
    }

    /** One part of an id of several columns is such a text. */
    @Test
    void composite() {
        database.drop("places");
        database.execute("CREATE TABLE places (country {caseless(9)}, zip integer, name varchar(20), version bigint NOT"
                + " NULL, PRIMARY KEY (country, zip))");
        Table<Place, PlaceId> table = Table.of(Place.class, PlaceId.class).named("places");
        VersionedRepository<Place, PlaceId> places = database.repository(table);
        Place one = places.insert(new Place(new PlaceId("DE", 1), "one", 0));
        Place two = places.insert(new Place(new PlaceId("de", 2), "two", 0));

        assertThat(places.findAll(List.of(new PlaceId("dE", 2), new PlaceId("de", 1), new PlaceId("DE", 2))))
                .containsExactly(two, one);
        assertThat(places.tryInsert(one.spelt("de"))).isInstanceOf(Conflict.class);
        assertThat(places.updateAll(
                        List.of(two.spelt("DE").withName("2"), one.spelt("de").withName("1"))))
                .containsExactly(new Place(new PlaceId("de", 2), "2", 2), new Place(new PlaceId("DE", 1), "1", 2));
        assertThat(places.tryDeleteAll(List.of(one.spelt("de"), new Place(new PlaceId("DE", 2), "2", 2))))
                .extracting(Outcome::isApplied)
                .containsExactly(false, true);
        assertThat(database.query("SELECT country, zip, name, version FROM places"))
                .containsExactly("DE 1 1 2");
    }
}
