package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialects.PostgresXmin;
import io.github.ifmatch.type.VersionSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What versions.md shows, on PostgreSQL. */
class VersionsTest {

    // region versions-time
    record Page(long id, String text, Instant changed) {}

    static final Table<Page, Long> PAGES =
            Table.of(Page.class, Long.class).named("pages").version("changed").versions(VersionSource.DATABASE);
    // endregion

    // region versions-set-time
    record Article(long id, String text, Instant updatedAt) {}

    static final Table<Article, Long> ARTICLES =
            Table.of(Article.class, Long.class).named("articles").version("updatedAt").versions(VersionSource.TIME);
    // endregion

    private record Note(long id, String text, long version) {}

    // region versions-xmin
    static final Table<Note, Long> NOTES = Table.of(Note.class, Long.class)
            .named("notes")
            .column("version", "xmin")
            .type("version", PostgresXmin.TYPE)
            .versions(VersionSource.DATABASE);
    // endregion

    // region versions-random
    static final Table<Product, Long> PRODUCTS = Product.TABLE.versions(VersionSource.RANDOM);
    // endregion

    // region versions-uuid
    record Doc(long id, String text, UUID token) {}

    static final Table<Doc, Long> DOCS =
            Table.of(Doc.class, Long.class).named("docs").version("token").versions(VersionSource.RANDOM);
    // endregion

    private record Price(long id, String article, BigDecimal amount, Instant changed, long version) {}

    // region versions-compared
    static final Table<Price, Long> PRICES =
            Table.of(Price.class, Long.class).named("prices").comparing();

    /** Whichever program writes a price sets when, too. */
    static final Table<Price, Long> PRICES_BY_TIME =
            Table.of(Price.class, Long.class).named("prices").comparing("amount", "changed");
    // endregion

    private static void execute(String... statements) {
        for (String statement : statements) {
            Databases.POSTGRES.execute(statement);
        }
    }

    @Test
    void time() {
        execute(
                "DROP TABLE IF EXISTS pages",
                "DROP FUNCTION IF EXISTS stamp",
                "CREATE TABLE pages (id bigint PRIMARY KEY, text varchar(200), changed timestamptz NOT NULL)");
        // region versions-trigger
        execute(
                """
                CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    NEW.changed := greatest(clock_timestamp(), OLD.changed + interval '1 microsecond');
                    RETURN NEW;
                END $$
                """,
                "CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON pages FOR EACH ROW EXECUTE FUNCTION stamp()");
        // endregion
        VersionedRepository<Page, Long> pages = Databases.POSTGRES.repository(PAGES);
        Databases.POSTGRES.database().verify(PAGES);

        Page first = pages.insert(new Page(7, "draft", Instant.EPOCH));
        Page second = pages.update(new Page(7, "text", first.changed()));

        assertThat(second.changed()).isAfter(first.changed());
        assertThat(pages.tryUpdate(new Page(7, "other", first.changed())))
                .isEqualTo(new Conflict<>(
                        PAGES, 7L, PAGES.version(first), new Page(7, "other", first.changed()), second));
    }

    @Test
    void setToTheTime() {
        execute(
                "DROP TABLE IF EXISTS articles",
                "CREATE TABLE articles (id bigint PRIMARY KEY, text varchar(200), updated_at timestamptz NOT NULL)");
        VersionedRepository<Article, Long> articles = Databases.POSTGRES.repository(ARTICLES);
        Databases.POSTGRES.database().verify(ARTICLES);

        Article first = articles.insert(new Article(7, "draft", Instant.EPOCH));
        Article second = articles.update(new Article(7, "text", first.updatedAt()));

        assertThat(second.updatedAt()).isAfter(first.updatedAt());
        assertThat(articles.tryUpdate(first))
                .isEqualTo(new Conflict<>(ARTICLES, 7L, ARTICLES.version(first), first, second));
    }

    @Test
    void random() {
        Databases.createProducts(Databases.POSTGRES);
        VersionedRepository<Product, Long> products = Databases.POSTGRES.repository(PRODUCTS);

        Product held = products.get(7L);
        Product next = products.update(held);

        assertThat(next.version()).isGreaterThan(1_000_000); // but for one in a million million
        assertThat(products.tryUpdate(held)).isInstanceOf(Conflict.class);
    }

    private static void assertTokens(Table<Doc, Long> table) {
        VersionedRepository<Doc, Long> docs = Databases.POSTGRES.repository(table);
        Databases.POSTGRES.database().verify(table);

        Doc first = docs.insert(new Doc(7, "draft", new UUID(0, 0)));
        Doc second = docs.patch(7L, table.version(first), Map.of("text", "text"));

        assertThat(second.token()).isNotEqualTo(first.token());
        assertThat(docs.tryUpdate(first)).isEqualTo(new Conflict<>(table, 7L, table.version(first), first, second));
        assertThat(docs.delete(second)).isEqualTo(second);
    }

    @Test
    void uuid() {
        execute(
                "DROP TABLE IF EXISTS docs",
                "DROP FUNCTION IF EXISTS renew",
                "CREATE TABLE docs (id bigint PRIMARY KEY, text varchar(200), token uuid NOT NULL)");
        assertTokens(DOCS);
        // region versions-uuid-trigger
        execute(
                """
                CREATE FUNCTION renew() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    NEW.token := gen_random_uuid();
                    RETURN NEW;
                END $$
                """,
                "CREATE TRIGGER renew BEFORE INSERT OR UPDATE ON docs FOR EACH ROW EXECUTE FUNCTION renew()");
        // endregion
        assertTokens(DOCS.versions(VersionSource.DATABASE));
    }

    @Test
    void compared() {
        execute(
                "DROP TABLE IF EXISTS prices",
                "CREATE TABLE prices (id bigint PRIMARY KEY, article varchar(50), amount numeric(9, 2), changed timestamptz)");
        VersionedRepository<Price, Long> prices = Databases.POSTGRES.repository(PRICES);
        VersionedRepository<Price, Long> byTime = Databases.POSTGRES.repository(PRICES_BY_TIME);
        Databases.POSTGRES.database().verify(PRICES);

        Price first = prices.insert(new Price(7, "lamp", new BigDecimal("9.50"), Instant.EPOCH, 0));
        Price held = byTime.get(7L);
        Price second = prices.update(new Price(7, "desk lamp", first.amount(), first.changed(), first.version()));

        assertThat(prices.tryUpdate(first)).isEqualTo(new Conflict<>(PRICES, 7L, first.version(), first, second));
        assertThat(byTime.tryCheck(held).isApplied()).isTrue();
        execute("UPDATE prices SET changed = now()");
        assertThat(byTime.tryUpdate(held)).isInstanceOf(Conflict.class);
    }

    @Test
    void xmin() {
        execute("DROP TABLE IF EXISTS notes", "CREATE TABLE notes (id bigint PRIMARY KEY, text varchar(200))");
        VersionedRepository<Note, Long> notes = Databases.POSTGRES.repository(NOTES);
        Databases.POSTGRES.database().verify(NOTES);

        Note first = notes.insert(new Note(7, "draft", 0));
        Note second = notes.update(new Note(7, "text", first.version()));

        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(notes.tryUpdate(first)).isEqualTo(new Conflict<>(NOTES, 7L, first.version(), first, second));
    }
}
