package io.github.ifmatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.sample.Account;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags of rows: plain, bound and signed. */
class RowTagsTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_KEY = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.US_ASCII);

    private static final RowTags<Account, Long> PLAIN = RowTags.of(Account.TABLE);
    private static final RowTags<Account, Long> BOUND = PLAIN.bound();
    private static final RowTags<Account, Long> SIGNED = PLAIN.signedWith(KEY);

    private static final Account ROW = Account.of("Ann", 10).withId(7).withVersion(5);

    record Part(String first, String second) {}

    record Pair(String first, String second, String text, long version) {}

    private static final RowTags<Pair, Part> PAIRS =
            RowTags.of(Table.of(Pair.class, Part.class).id("first", "second")).bound();

    @Test
    void of_row() {
        assertThat(PLAIN.of(ROW)).hasToString("\"5\"");
        assertThat(BOUND.of(ROW).toString()).matches("\"5\\.[\\w-]{22}\"");
        assertThat(SIGNED.of(ROW).toString()).matches("\"5\\.[\\w-]{43}\"");
        assertThat(SIGNED.token(ROW)).isEqualTo(SIGNED.of(ROW).value());
        assertThat(SIGNED.of(7L, 5)).isEqualTo(SIGNED.of(ROW));
    }

    @Test
    void version_ofOwnTag() {
        for (RowTags<Account, Long> tags : List.of(PLAIN, BOUND, SIGNED)) {
            for (long version : new long[] {0, 1, 5, -3, Long.MAX_VALUE, Long.MIN_VALUE}) {
                assertThat(tags.version(7L, tags.of(7L, version))).hasValue(version);
                assertThat(tags.version(7L, tags.of(7L, version).value())).hasValue(version);
                assertThat(tags.version(7L, tags.of(7L, version).asWeak())).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "05",
                "+5",
                "-0",
                "5.",
                ".5",
                "5.0",
                "5 ",
                "x",
                "*",
                "\u0665",
                "0x5",
                "9223372036854775808",
                "5,6",
                "5.5.5"
            })
    void version_otherSpelling(String token) {
        assertThat(PLAIN.version(7L, token)).isEmpty();
        assertThat(BOUND.version(7L, token)).isEmpty();
        assertThat(SIGNED.version(7L, token)).isEmpty();
    }

    record Narrow(long id, int version) {}

    /** The seal is genuine, and yet no row can be at it: such as from before the component was made narrower. */
    @Test
    void version_thatTheComponentCannotHold() {
        RowTags<Narrow, Long> plain = RowTags.of(Table.of(Narrow.class, Long.class));

        for (RowTags<Narrow, Long> tags : List.of(plain, plain.bound(), plain.signedWith(KEY))) {
            assertThat(tags.version(7L, tags.of(7L, Integer.MAX_VALUE))).hasValue(Integer.MAX_VALUE);
            assertThat(tags.version(7L, tags.of(7L, Integer.MAX_VALUE + 1L))).isEmpty();
            assertThat(tags.version(7L, tags.of(7L, 99_999_999_999L))).isEmpty();
            assertThat(tags.version(7L, tags.of(7L, Long.MIN_VALUE).value())).isEmpty();
        }
    }

    @Test
    void version_ofAnotherRowOrTable() {
        Table<Account, Long> other = Account.TABLE.named("archived_accounts");

        assertThat(PLAIN.version(8L, PLAIN.of(ROW))).hasValue(5); // the version alone
        assertThat(BOUND.version(8L, BOUND.of(ROW))).isEmpty();
        assertThat(SIGNED.version(8L, SIGNED.of(ROW))).isEmpty();
        assertThat(RowTags.of(other).bound().version(7L, BOUND.of(ROW))).isEmpty();
        assertThat(RowTags.of(other).signedWith(KEY).version(7L, SIGNED.of(ROW)))
                .isEmpty();
        assertThat(SIGNED.version(7L, BOUND.of(ROW))).isEmpty();
        assertThat(SIGNED.version(7L, PLAIN.of(ROW))).isEmpty();
        assertThat(BOUND.version(7L, PLAIN.of(ROW))).isEmpty();
    }

    @Test
    void version_ofAnotherVersionsSeal() {
        String token = SIGNED.token(ROW);

        assertThat(SIGNED.version(7L, "6" + token.substring(1))).isEmpty();
    }

    @Test
    void version_anyCharacterChanged() {
        String token = SIGNED.token(ROW);

        for (int i = 0; i < token.length(); i++) {
            for (char c : new char[] {'A', 'B', '0', '.', '\u00e9'}) {
                String changed = token.substring(0, i) + c + token.substring(i + 1);
                assertThat(SIGNED.version(7L, changed).isPresent()).isEqualTo(changed.equals(token));
            }
            assertThat(SIGNED.version(7L, token.substring(0, i))).isEmpty();
        }
        assertThat(SIGNED.version(7L, token + "A")).isEmpty();
        assertThat(SIGNED.version(7L, token + "A".repeat(100_000))).isEmpty();
    }

    @Test
    void signedWith_earlierKeys() {
        RowTags<Account, Long> rotated = PLAIN.signedWith(OTHER_KEY, KEY);

        assertThat(rotated.of(ROW)).isNotEqualTo(SIGNED.of(ROW));
        assertThat(rotated.version(7L, rotated.of(ROW))).hasValue(5);
        assertThat(rotated.version(7L, SIGNED.of(ROW))).hasValue(5);
        assertThat(SIGNED.version(7L, rotated.of(ROW))).isEmpty();
        assertThat(PLAIN.signedWith(OTHER_KEY).version(7L, SIGNED.of(ROW))).isEmpty();
    }

    /** The bytes that are signed are what RowContent says they are: tags outlive a release. */
    @Test
    void signedWith_knownBytes() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        for (String text : List.of("ifmatch row tag 1", "accounts", "")) {
            mac.update(new byte[] {0, 0, 0, (byte) text.length()});
            mac.update(text.getBytes(StandardCharsets.UTF_16BE));
        }
        mac.update(HexFormat.of().parseHex("00000001" + "00000001" + "0037" + "0000000000000005"));
        String expected = Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());

        assertThat(SIGNED.token(ROW)).isEqualTo("5." + expected);
    }

    @Test
    void signedWith_shortKey() {
        assertThatThrownBy(() -> PLAIN.signedWith(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key must have at least 32 bytes: 31");
        assertThatThrownBy(() -> PLAIN.signedWith(KEY, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("earlier key must have at least 32 bytes: 0");
    }

    @Test
    void signedWith_keyIsCopied() {
        byte[] key = KEY.clone();
        RowTags<Account, Long> tags = PLAIN.signedWith(key);
        key[0]++;

        assertThat(tags.of(ROW)).isEqualTo(SIGNED.of(ROW));
        assertThat(tags).hasToString("RowTags[accounts]");
    }

    @Test
    void forRepresentation() {
        RowTags<Account, Long> html = SIGNED.forRepresentation("html");

        assertThat(html.version(7L, html.of(ROW))).hasValue(5);
        assertThat(html.version(7L, SIGNED.of(ROW))).isEmpty();
        assertThat(SIGNED.forRepresentation("json").version(7L, html.of(ROW))).isEmpty();
        assertThat(BOUND.forRepresentation("html").signedWith(KEY).of(ROW)).isEqualTo(html.of(ROW));
        assertThat(html.bound().of(ROW))
                .isEqualTo(BOUND.forRepresentation("html").of(ROW))
                .isNotEqualTo(BOUND.of(ROW));
        assertThatThrownBy(() -> PLAIN.forRepresentation("html"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("tags must be bound or signed to tell representations apart");
    }

    @Test
    void compositeId_partsStayApart() {
        List<Part> ids = List.of(
                new Part("a", "bc"),
                new Part("ab", "c"),
                new Part("abc", ""),
                new Part("", "abc"),
                new Part("a, second=b", "c"),
                new Part("a", "b, second=c"),
                new Part("\ud800", "x"), // half a pair, which an encoding would replace
                new Part("\ud801", "x"),
                new Part("?", "x"));
        List<ETag> seen = new ArrayList<>();
        for (Part id : ids) {
            ETag tag = PAIRS.of(id, 1);
            assertThat(PAIRS.version(id, tag)).hasValue(1);
            assertThat(seen).doesNotContain(tag);
            seen.add(tag);
        }
        assertThat(PAIRS.of(new Pair("a", "bc", "any", 1))).isEqualTo(seen.get(0));
    }

    private enum Colour {
        RED,
        BLUE
    }

    record ByUuid(UUID id, long version) {}

    record ByText(String id, long version) {}

    record ByNumber(BigDecimal id, long version) {}

    private enum Alike {
        ONE,
        OTHER;

        @Override
        public String toString() {
            return "alike";
        }
    }

    record ByColour(Colour id, long version) {}

    record ByAlike(Alike id, long version) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record ByBytes(byte[] id, long version) {}

    private static <R, ID> void assertApart(Table<R, ID> table, ID one, ID other) {
        RowTags<R, ID> tags = RowTags.of(table).signedWith(KEY);

        assertThat(tags.version(one, tags.of(one, 3))).isEqualTo(OptionalLong.of(3));
        assertThat(tags.version(other, tags.of(one, 3))).isEmpty();
    }

    @Test
    void ids_ofEveryType() {
        assertApart(Account.TABLE, 1L, 2L);
        assertApart(Table.of(ByUuid.class, UUID.class), new UUID(1, 2), new UUID(2, 1));
        assertApart(Table.of(ByText.class, String.class), "é", "e\u0301");
        assertApart(Table.of(ByText.class, String.class), "", " ");
        assertApart(Table.of(ByColour.class, Colour.class), Colour.RED, Colour.BLUE);
        assertApart(Table.of(ByAlike.class, Alike.class), Alike.ONE, Alike.OTHER);
        assertApart(Table.of(ByBytes.class, byte[].class), new byte[] {1, 2}, new byte[] {1, 3});
        assertApart(Table.of(ByNumber.class, BigDecimal.class), BigDecimal.ONE, BigDecimal.TEN);
    }

    private static final class Opaque {}

    record ByOpaque(Opaque id, long version) {}

    /** Object's own text would differ from one object to the next that is equal. */
    @Test
    void ids_withoutText() {
        RowTags<ByOpaque, Opaque> tags =
                RowTags.of(Table.of(ByOpaque.class, Opaque.class)).bound();

        assertThatThrownBy(() -> tags.of(new Opaque(), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id must be of a class with a toString() of its own: " + Opaque.class.getName());
    }

    @Test
    void ids_equalBytesAreOneId() {
        RowTags<ByBytes, byte[]> tags =
                RowTags.of(Table.of(ByBytes.class, byte[].class)).bound();

        assertThat(tags.version(new byte[] {1, 2}, tags.of(new byte[] {1, 2}, 3)))
                .hasValue(3);
    }

    @Test
    void ids_equalNumbersAreOneId() {
        RowTags<ByNumber, BigDecimal> tags =
                RowTags.of(Table.of(ByNumber.class, BigDecimal.class)).bound();

        assertThat(tags.version(new BigDecimal("1.00"), tags.of(BigDecimal.ONE, 3)))
                .hasValue(3);
        assertThat(tags.version(new BigDecimal("0.00"), tags.of(BigDecimal.ZERO, 3)))
                .hasValue(3);
        assertThat(tags.version(new BigDecimal("1E+2"), tags.of(new BigDecimal("100"), 3)))
                .hasValue(3);
    }
}
