package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.type.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each side of a conflict changed, and how it is told. */
class DifferencesTest {

    private static final Table<Note, Long> NOTES = Table.of(Note.class, Long.class);
    private static final Note BASE = new Note(1, "a", "b", "c", 1);

    private record Note(
            long id,
            @Nullable String title,
            @Nullable String body,
            @Nullable String author,
            long version) {}

    private static Differences between(@Nullable Note base, Note mine, Note theirs) {
        Conflict<Note> conflict = new Conflict<>(NOTES, 1L, 1, mine, theirs);
        return base == null ? conflict.differences() : conflict.differences(base);
    }

    private static Note note(@Nullable String title, @Nullable String body, @Nullable String author) {
        return new Note(1, title, body, author, 1);
    }

    @ParameterizedTest
    @MethodSource("threeWays")
    void kind_withBase(@Nullable String base, @Nullable String mine, @Nullable String theirs, Difference.Kind kind) {
        Differences differences = between(note(base, "b", "c"), note(mine, "b", "c"), note(theirs, "b", "c"));

        assertThat(differences.hasBase()).isTrue();
        assertThat(differences.find("title")).contains(new Difference("title", kind, base, mine, theirs));
        assertThat(differences.find("body")).contains(new Difference("body", Difference.Kind.UNCHANGED, "b", "b", "b"));
    }

    static Stream<Arguments> threeWays() {
        return Stream.of(
                Arguments.of("a", "a", "a", Difference.Kind.UNCHANGED),
                Arguments.of(null, null, null, Difference.Kind.UNCHANGED),
                Arguments.of("a", "x", "a", Difference.Kind.MINE),
                Arguments.of("a", null, "a", Difference.Kind.MINE),
                Arguments.of(null, "x", null, Difference.Kind.MINE),
                Arguments.of("a", "a", "x", Difference.Kind.THEIRS),
                Arguments.of("a", "a", null, Difference.Kind.THEIRS),
                Arguments.of(null, null, "x", Difference.Kind.THEIRS),
                Arguments.of("a", "x", "x", Difference.Kind.SAME),
                Arguments.of("a", null, null, Difference.Kind.SAME),
                Arguments.of("a", "x", "y", Difference.Kind.CLASH),
                Arguments.of("a", null, "y", Difference.Kind.CLASH),
                Arguments.of(null, "x", "y", Difference.Kind.CLASH));
    }

    @Test
    void kind_withoutBase() {
        Differences differences = between(null, note("a", null, "c"), note("a", "b", null));

        assertThat(differences.hasBase()).isFalse();
        assertThat(differences.all())
                .containsExactly(
                        new Difference("title", Difference.Kind.SAME, null, "a", "a"),
                        new Difference("body", Difference.Kind.CLASH, null, null, "b"),
                        new Difference("author", Difference.Kind.CLASH, null, "c", null));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void sentence(@Nullable Note base, Note mine, Note theirs, String expected) {
        assertThat(between(base, mine, theirs).sentence()).isEqualTo(expected);
    }

    static Stream<Arguments> sentences() {
        return Stream.of(
                Arguments.of(BASE, BASE, BASE, "nothing differs"),
                Arguments.of(BASE, BASE, note("x", "b", "c"), "title was changed by someone else"),
                Arguments.of(BASE, BASE, note("x", "y", "c"), "title and body were changed by someone else"),
                Arguments.of(BASE, BASE, note("x", "y", "z"), "title, body and author were changed by someone else"),
                Arguments.of(BASE, note("x", "b", "c"), BASE, "your change of title is untouched"),
                Arguments.of(BASE, note("x", "y", "c"), BASE, "your change of title and body is untouched"),
                Arguments.of(BASE, note("x", "b", "c"), note("x", "b", "c"), "title was changed by both to the same"),
                Arguments.of(
                        BASE,
                        note("x", "y", "c"),
                        note("x", "y", "c"),
                        "title and body were changed by both to the same"),
                Arguments.of(
                        BASE,
                        note("x", "b", "c"),
                        note("y", "b", "c"),
                        "title was changed by you and, differently, by someone else"),
                Arguments.of(
                        BASE,
                        note("x", "x", "c"),
                        note("y", "y", "c"),
                        "title and body were changed by you and, differently, by someone else"),
                Arguments.of(
                        BASE,
                        note("a", "y", "c"),
                        note("x", "b", "c"),
                        "title was changed by someone else; your change of body is untouched"),
                Arguments.of(
                        BASE,
                        note("x", "s", "c"),
                        note("y", "s", "z"),
                        "title was changed by you and, differently, by someone else; author was changed by someone else;"
                                + " body was changed by both to the same"),
                Arguments.of(null, BASE, BASE, "nothing differs"),
                Arguments.of(null, BASE, note("x", "b", "c"), "title differs from what someone else stored"),
                Arguments.of(null, BASE, note("x", "y", "c"), "title and body differ from what someone else stored"));
    }

    @Test
    void sentenceWithValues() {
        Differences differences = between(BASE, note("a", "y was mine", null), note("x", "b", "z"));

        assertThat(differences.sentenceWithValues())
                .isEqualTo("author (was c, yours null, theirs z) was changed by you and, differently, by someone else;"
                        + " title (was a, yours a, theirs x) was changed by someone else;"
                        + " your change of body (was b, yours y was mine, theirs b) is untouched");
    }

    @Test
    void sentenceWithValues_withoutBase() {
        assertThat(between(null, BASE, note("x", "b", "c")).sentenceWithValues())
                .isEqualTo("title (yours a, theirs x) differs from what someone else stored");
    }

    @Test
    void toString_neverTheValues() {
        Differences differences = between(BASE, note("secret", "b", "c"), BASE);

        assertThat(differences).hasToString("Differences[title: MINE, body: UNCHANGED, author: UNCHANGED]");
        assertThat(differences.sentence()).doesNotContain("secret");
        assertThat(differences).isEqualTo(between(BASE, note("secret", "b", "c"), BASE));
        assertThat(differences).isNotEqualTo(between(null, note("secret", "b", "c"), BASE));
    }

    @Test
    void differences_nullBase() {
        assertThatThrownBy(() -> new Conflict<>(NOTES, 1L, 1, BASE, BASE).differences(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("base must not be null");
    }

    private record Place(String street, int number) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared by itself
    private record Sample(
            long id,
            @Nullable BigDecimal price,
            byte @Nullable [] picture,
            Integer @Nullable [] sizes,
            BigDecimal @Nullable [] prices,
            @Nullable Place place,
            @Nullable Instant at,
            @Nullable OffsetDateTime until,
            java.sql.@Nullable Timestamp legacy,
            @Nullable String seen,
            @Nullable String computed,
            long version) {}

    private static final Table<Sample, Long> SAMPLES = Table.of(Sample.class, Long.class)
            .type(
                    "place",
                    ColumnType.of(String.class)
                            .as(DifferencesTest::place, place -> place.street() + ":" + place.number()))
            .unversioned("seen")
            .generated("computed");

    private static Place place(String text) {
        int colon = text.indexOf(':');
        return new Place(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private static Sample sample(Object... values) {
        List<Object> all = Arrays.asList(values);
        return new Sample(
                1,
                (BigDecimal) all.get(0),
                (byte[]) all.get(1),
                (Integer[]) all.get(2),
                (BigDecimal[]) all.get(3),
                (Place) all.get(4),
                (Instant) all.get(5),
                (OffsetDateTime) all.get(6),
                (java.sql.Timestamp) all.get(7),
                (String) all.get(8),
                (String) all.get(9),
                1);
    }

    private static List<Difference.Kind> kinds(Sample base, Sample mine, Sample theirs) {
        return new Conflict<>(SAMPLES, 1L, 1, mine, theirs)
                .differences(base).all().stream().map(Difference::kind).toList();
    }

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456789Z");

    private static Sample typed() {
        return sample(
                new BigDecimal("1.0"),
                new byte[] {1, 2},
                new Integer[] {1, null},
                new BigDecimal[] {new BigDecimal("2")},
                new Place("High", 1),
                NOON,
                NOON.atOffset(ZoneOffset.UTC),
                java.sql.Timestamp.from(NOON),
                "seen",
                "computed");
    }

    /** As a database gives it back: other arrays, two decimals, microseconds, its own offset. */
    private static Sample stored() {
        Instant rounded = Instant.parse("2026-01-01T12:00:00.123457Z");
        return sample(
                new BigDecimal("1.00"),
                new byte[] {1, 2},
                new Integer[] {1, null},
                new BigDecimal[] {new BigDecimal("2.00")},
                new Place("High", 1),
                rounded,
                rounded.atOffset(ZoneOffset.ofHours(2)),
                java.sql.Timestamp.from(rounded),
                "seen later",
                "computed anew");
    }

    @Test
    void kind_equalToTheirColumns() {
        assertThat(kinds(typed(), typed(), stored())).hasSize(8).containsOnly(Difference.Kind.UNCHANGED);
        assertThat(kinds(typed(), stored(), typed())).containsOnly(Difference.Kind.UNCHANGED);
        assertThat(kinds(stored(), typed(), typed())).containsOnly(Difference.Kind.UNCHANGED);
    }

    @Test
    void kind_differentToTheirColumns() {
        Sample other = sample(
                new BigDecimal("1.01"),
                new byte[] {2, 1},
                new Integer[] {null, 1},
                new BigDecimal[] {new BigDecimal("2.01")},
                new Place("High", 2),
                NOON.plusNanos(1_000),
                NOON.plusNanos(1_000).atOffset(ZoneOffset.UTC),
                java.sql.Timestamp.from(NOON.plusNanos(1_000)),
                "seen",
                "computed");
        Sample none = sample(null, null, null, null, null, null, null, null, null, null);

        assertThat(kinds(typed(), typed(), other)).hasSize(8).containsOnly(Difference.Kind.THEIRS);
        assertThat(kinds(typed(), other, typed())).containsOnly(Difference.Kind.MINE);
        assertThat(kinds(typed(), none, other)).containsOnly(Difference.Kind.CLASH);
        assertThat(kinds(none, none, other)).containsOnly(Difference.Kind.THEIRS);
        assertThat(kinds(none, typed(), stored())).containsOnly(Difference.Kind.SAME);
    }

    /** PostgreSQL's infinity, as its driver reads it. */
    @Test
    void kind_endOfTime() {
        Object[] forever = {null, null, null, null, null, null, OffsetDateTime.MAX, null, null, null};
        Object[] never = {null, null, null, null, null, null, OffsetDateTime.MIN, null, null, null};

        assertThat(kinds(sample(forever), typed(), sample(forever)).get(6)).isEqualTo(Difference.Kind.MINE);
        assertThat(kinds(typed(), typed(), sample(forever)).get(6)).isEqualTo(Difference.Kind.THEIRS);
        assertThat(kinds(sample(never), sample(forever), sample(forever)).get(6))
                .isEqualTo(Difference.Kind.SAME);
    }

    @Test
    void sentenceWithValues_arraysByTheirElements() {
        Sample theirs = sample(null, new byte[] {7}, null, null, null, null, null, null, null, null);
        Sample mine = sample(null, new byte[] {1, 2}, null, null, null, null, null, null, null, null);

        assertThat(new Conflict<>(SAMPLES, 1L, 1, mine, theirs).differences().sentenceWithValues())
                .isEqualTo("picture (yours [1, 2], theirs [7]) differs from what someone else stored");
    }
}
