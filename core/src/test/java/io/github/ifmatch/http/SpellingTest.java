package io.github.ifmatch.http;

import static io.github.ifmatch.http.PreconditionsTest.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.http.Decision.BadRequest;
import io.github.ifmatch.http.Decision.NotModified;
import io.github.ifmatch.http.Decision.PreconditionFailed;
import io.github.ifmatch.http.Decision.Proceed;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that compares ids without regard for case: what GET gave for a URL is good for the same URL, and for the row's other one. */
class SpellingTest {

    record Tag(String id, String text, long version) {}

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);
    private static final Table<Tag, String> TABLE =
            Table.of(Tag.class, String.class).named("spelt");
    private static final RowTags<Tag, String> PLAIN = RowTags.of(TABLE);
    private static final List<RowTags<Tag, String>> SEALED = List.of(
            PLAIN.bound(), PLAIN.signedWith("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));

    private VersionedRepository<Tag, String> rows;
    private int reads;

    @BeforeEach
    void createTable() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS spelt",
                "CREATE TABLE spelt (id varchar_ignorecase(9) PRIMARY KEY, text varchar(9), version bigint NOT NULL)");
        rows = DATABASE.repository(TABLE);
        rows.insert(new Tag("Anna", "first", 0));
        rows.insert(new Tag("Bert", "other", 0));
    }

    private Supplier<Optional<Tag>> reading(String id) {
        return () -> {
            reads++;
            return rows.find(id);
        };
    }

    private static HeaderFields fields(String name, String value) {
        return HeaderFields.of(Map.of(name, List.of(value)));
    }

    @Test
    void put_tagOfTheGet() {
        for (RowTags<Tag, String> tags : SEALED) {
            Preconditions<Tag, String> preconditions = Preconditions.of(tags);
            Tag found = rows.get("aNNa"); // GET /tags/aNNa
            for (String tag : List.of(
                    tags.of(found).toString(), tags.of("aNNa", found.version()).toString())) {
                HeaderFields match = fields("If-Match", tag);

                Decision lazy = preconditions.evaluate("PUT", match, "aNNa", reading("aNNa"));
                assertThat(written(lazy)).isEqualTo("version " + found.version());
                assertThat(preconditions.evaluate("PUT", match, "aNNa", Optional.of(found)))
                        .isEqualTo(lazy);
                assertThat(preconditions.evaluate("GET", match, "aNNa", Optional.of(found)))
                        .isInstanceOf(Proceed.class);
                assertThat(preconditions.evaluate("GET", fields("If-None-Match", tag), "aNNa", Optional.of(found)))
                        .isInstanceOf(NotModified.class);
            }
            Proceed proceed = (Proceed) preconditions.evaluate(
                    "PUT", fields("If-Match", tags.of(found).toString()), "aNNa", reading("aNNa"));
            assertThat(ConditionalRows.of(rows).tryPut(new Tag("aNNa", "mine", 0), proceed.versions()))
                    .isEqualTo(new Applied<>(new Tag("Anna", "mine", found.version() + 1)));
        }
    }

    @Test
    void put_tagsInAList() {
        RowTags<Tag, String> tags = SEALED.get(0);
        Tag found = rows.touch(rows.get("anna"));
        String list = tags.of("anna", 1) + ", " + tags.of(found);

        assertThat(written(Preconditions.of(tags).evaluate("PUT", fields("If-Match", list), "anna", reading("anna"))))
                .isEqualTo("version 1 or 2");
    }

    @Test
    void put_tagOfAnotherRow() {
        for (RowTags<Tag, String> tags : SEALED) {
            Preconditions<Tag, String> preconditions = Preconditions.of(tags);
            HeaderFields match = fields("If-Match", tags.of(rows.get("bert")).toString());

            assertThat(preconditions.evaluate("PUT", match, "anna", reading("anna")))
                    .isInstanceOf(PreconditionFailed.class);
            assertThat(preconditions.evaluate("PUT", match, "nobody", reading("nobody")))
                    .isInstanceOf(PreconditionFailed.class);
        }
    }

    @Test
    void get_range() {
        RowTags<Tag, String> tags = SEALED.get(1);
        HeaderFields range = HeaderFields.of(Map.of(
                "Range",
                List.of("bytes=0-1"),
                "If-Range",
                List.of(tags.of(rows.get("Anna")).toString())));

        Proceed proceed = (Proceed) Preconditions.of(tags).evaluate("GET", range, "anna", rows.find("anna"));

        assertThat(proceed.honoursRange()).isTrue();
    }

    @Test
    void token_ofTheRow() {
        for (RowTags<Tag, String> tags : SEALED) {
            Preconditions<Tag, String> preconditions = Preconditions.of(tags);
            String token = tags.token(rows.get("anna"));

            assertThat(written(preconditions.evaluateToken("anna", token, reading("anna"))))
                    .isEqualTo("version 1");
            assertThat(preconditions.evaluateToken("anna", token)).isInstanceOf(BadRequest.class);
            assertThat(preconditions.evaluateToken("bert", token, reading("bert")))
                    .isInstanceOf(BadRequest.class);
        }
    }

    /** The row need not be read where the tag says enough. */
    @Test
    void reads_onlyWhatIsSpeltOtherwise() {
        RowTags<Tag, String> tags = SEALED.get(1);
        Preconditions<Tag, String> preconditions = Preconditions.of(tags);
        Tag anna = rows.get("Anna");

        assertThat(preconditions.evaluate(
                        "PUT", fields("If-Match", tags.of(anna).toString()), "Anna", reading("Anna")))
                .isInstanceOf(Proceed.class);
        assertThat(preconditions.evaluateToken("Anna", tags.token(anna), reading("Anna")))
                .isInstanceOf(Proceed.class);
        assertThat(Preconditions.of(PLAIN).evaluate("PUT", fields("If-Match", "\"1\", \"x\""), "anna", reading("anna")))
                .isInstanceOf(Proceed.class);

        assertThat(reads).isZero();
    }
}
