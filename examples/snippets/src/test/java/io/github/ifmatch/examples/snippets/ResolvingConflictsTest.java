package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Difference;
import io.github.ifmatch.Differences;
import io.github.ifmatch.Merge;
import io.github.ifmatch.MergeRule;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.text.LineMerge;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What resolving-conflicts.md shows and claims of one row, on both databases. */
@ParameterizedClass
@MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
class ResolvingConflictsTest {

    // region resolve-row
    record Article(long id, String name, BigDecimal price, String currency, int stock, String notes, long version) {
        Article withPrice(String newPrice) {
            return new Article(id, name, new BigDecimal(newPrice), currency, stock, notes, version);
        }

        Article withCurrency(String newCurrency) {
            return new Article(id, name, price, newCurrency, stock, notes, version);
        }

        Article withStock(int newStock) {
            return new Article(id, name, price, currency, newStock, notes, version);
        }

        Article withNotes(String newNotes) {
            return new Article(id, name, price, currency, stock, newNotes, version);
        }
    }

    static final Table<Article, Long> ARTICLES =
            Table.of(Article.class, Long.class).named("articles");
    // endregion

    // region resolve-rules
    static final Merge<Article> MERGE = ARTICLES.merge()
            .rule("stock", MergeRule.sumOfDeltas()) // both sold some: subtract both
            .rule("notes", new LineMerge()) // line by line
            .together("price", "currency") // 100 EUR and 120 USD make no 100 USD
            .validated(article -> {
                if (article.stock() < 0) {
                    throw new IllegalStateException("not enough in stock");
                }
            });
    // endregion

    private final VersionedRepository<Article, Long> articles;
    private final TestDatabase database;

    ResolvingConflictsTest(TestDatabase database) {
        this.database = database;
        this.articles = database.database().repository(ARTICLES);
    }

    @BeforeEach
    void createTable() {
        database.execute("DROP TABLE IF EXISTS articles");
        Pages.sql("resolve-schema").forEach(database::execute);
    }

    @Test
    void differences_inWords() {
        Article base = articles.get(7L);
        Article mine = base.withStock(8);
        articles.update(base.withPrice("90.00"));

        // region resolve-differences
        Outcome<Article> outcome = articles.tryUpdate(mine);
        if (outcome instanceof Conflict<Article> conflict) {
            Differences differences = conflict.differences(base); // base: the row as the form was filled with it
            assertThat(differences.sentence())
                    .isEqualTo("price was changed by someone else; your change of stock is untouched");
            assertThat(differences.of(Difference.Kind.CLASH)).isEmpty(); // nothing stands against merging
        }
        // endregion

        Conflict<Article> conflict = (Conflict<Article>) outcome;
        assertThat(conflict.differences(base).sentenceWithValues())
                .isEqualTo("price (was 100.00, yours 100.00, theirs 90.00) was changed by someone else;"
                        + " your change of stock (was 10, yours 8, theirs 10) is untouched");
        assertThat(conflict.differences().hasBase()).isFalse();
        assertThat(conflict.differences().sentence()).isEqualTo("price and stock differ from what someone else stored");
        assertThat(conflict.differences().toString()).doesNotContain("90");
    }

    @Test
    void merge_disjointChanges() {
        Article base = articles.get(7L);
        articles.update(base.withPrice("90.00"));

        // region resolve-merge
        Article mine = base.withStock(8);
        Article merged = articles.update(mine, ARTICLES.mergeFrom(base)); // 90.00 and 8: both changes stand
        // endregion

        assertThat(merged.price()).isEqualByComparingTo("90.00");
        assertThat(merged.stock()).isEqualTo(8);
        assertThat(merged.version()).isEqualTo(3);
    }

    @Test
    void merge_equalToTheirs_isWritten() {
        Article base = articles.get(7L);
        articles.update(base.withStock(8));

        assertThat(articles.update(base.withStock(8), ARTICLES.mergeFrom(base)).version())
                .isEqualTo(3);
    }

    @Test
    void merge_fromANewerBase_isRefused() {
        Article mine = articles.get(7L).withStock(8);
        Article theirs = articles.update(articles.get(7L).withPrice("90.00"));

        assertThatThrownBy(() -> articles.update(mine, ARTICLES.mergeFrom(theirs)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "base must be the row that mine was made of, articles 7 at version 1: articles 7 at version 2");
        assertThat(articles.get(7L)).isEqualTo(theirs);
    }

    @Test
    void merge_clash() {
        Article base = articles.get(7L);
        Article theirs = articles.update(base.withPrice("90.00"));
        Article mine = base.withPrice("95.00").withStock(8);

        // region resolve-clash
        Outcome<Article> outcome = articles.tryUpdate(mine, MERGE.from(base));
        if (outcome instanceof Conflict<Article> conflict) {
            assertThat(conflict.clashes()).containsExactly("price"); // ask about these; nothing was written
        }
        // endregion

        assertThat(outcome).isInstanceOf(Conflict.class);
        assertThat(articles.get(7L)).isEqualTo(theirs);
        assertThatThrownBy(() -> articles.update(mine, MERGE.from(base)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("; both changed price differently.");
    }

    @Test
    void merge_rules() {
        Article base = articles.update(articles.get(7L).withNotes("Boils.\nWhite.\nSold in Bern.\n"));
        articles.update(base.withStock(7).withNotes("Boils.\nWhite.\nSold out in Basel.\n"));

        Article merged =
                articles.update(base.withStock(7).withNotes("Boils fast.\nWhite.\nSold in Bern.\n"), MERGE.from(base));

        assertThat(merged.stock()).isEqualTo(4);
        assertThat(merged.notes()).isEqualTo("Boils fast.\nWhite.\nSold out in Basel.\n");
    }

    @Test
    void merge_group() {
        Article base = articles.get(7L);
        articles.update(base.withCurrency("USD"));

        Outcome<Article> refused = articles.tryUpdate(base.withPrice("120.00"), MERGE.from(base));
        assertThat(((Conflict<Article>) refused).clashes()).containsExactly("price", "currency");
        assertThat(articles.tryUpdate(base.withPrice("120.00"), ARTICLES.mergeFrom(base)))
                .isInstanceOf(Applied.class);
    }

    @Test
    void merge_validated() {
        Article base = articles.get(7L);
        articles.update(base.withStock(3));

        assertThatThrownBy(() -> articles.update(base.withStock(2), MERGE.from(base)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not enough in stock");
        assertThat(articles.get(7L).stock()).isEqualTo(3);
    }

    @Test
    void resolver_ofOnesOwn() {
        Article base = articles.get(7L);
        articles.update(base.withPrice("90.00"));

        // region resolve-own
        Resolver<Article> cheaper = conflict -> {
            Article mine = conflict.attempted();
            Article theirs = conflict.current();
            return mine.price().compareTo(theirs.price()) < 0 ? Optional.of(mine) : Optional.empty();
        };
        Outcome<Article> outcome = articles.tryUpdate(base.withPrice("95.00"), cheaper); // theirs stays
        // endregion

        assertThat(outcome).isInstanceOf(Conflict.class);
        assertThat(articles.update(base.withPrice("85.00"), cheaper).version()).isEqualTo(3);
    }

    @Test
    void insist() {
        Article base = articles.get(7L);
        Article mine = base.withPrice("95.00");
        Conflict<Article> shown = conflict(base.withPrice("90.00"), mine);

        // region resolve-insist
        Outcome<Article> insisted = articles.tryUpdate(shown.rebased()); // only if the row is still the one shown
        Article repaired = articles.overwrite(mine, "ticket 4711: price list of May"); // whatever it is by now
        // endregion

        assertThat(insisted).isInstanceOf(Applied.class);
        assertThat(repaired.version()).isEqualTo(4);
        assertThat(articles.tryUpdate(shown.rebased())).isInstanceOf(Conflict.class);
    }

    private Conflict<Article> conflict(Article theirs, Article mine) {
        articles.update(theirs);
        return (Conflict<Article>) articles.tryUpdate(mine);
    }

    @Test
    void modify_readsAnew() {
        // region resolve-modify
        Article sold = articles.modify(7L, article -> article.withStock(article.stock() - 1));
        // endregion

        assertThat(sold.stock()).isEqualTo(9);
        assertThat(articles.modify(7L, article -> article).version()).isEqualTo(2);

        // region resolve-retry
        Retry retry = Retry.upTo(20) // attempts, the first included
                .withPauses(Duration.ofMillis(5), Duration.ofMillis(50))
                .within(Duration.ofSeconds(2));
        articles.modify(7L, article -> article.withStock(article.stock() - 1), retry);
        // endregion

        assertThat(articles.get(7L).stock()).isEqualTo(8);
    }

    @Test
    void modify_locked() {
        // region resolve-locking
        Retry never = Retry.ONE_ROW.withoutLocking(); // after 8 attempts a ConflictException
        Retry atOnce = Retry.ONE_ROW.withLockingFrom(1); // no optimistic attempt before
        articles.modify(7L, article -> article.withStock(article.stock() - 1), atOnce);
        // endregion

        assertThat(articles.get(7L).stock()).isEqualTo(9);
        assertThat(articles.modify(7L, article -> article.withStock(8), never).stock())
                .isEqualTo(8);
    }

    @Test
    void modify_givesUp() {
        assertThatThrownBy(() -> articles.modify(
                        7L,
                        article -> {
                            articles.touch(article);
                            return article.withStock(9);
                        },
                        Retry.upTo(3).withoutLocking()))
                .isInstanceOf(ConflictException.class)
                .hasMessageEndingWith("(3 attempts)")
                .satisfies(last -> assertThat(last.getSuppressed()).hasSize(2));
    }
}
