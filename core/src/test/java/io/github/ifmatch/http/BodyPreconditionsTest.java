package io.github.ifmatch.http;

import static io.github.ifmatch.http.PreconditionsTest.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Table;
import io.github.ifmatch.http.Decision.BadRequest;
import io.github.ifmatch.http.Decision.PreconditionFailed;
import io.github.ifmatch.http.Decision.PreconditionRequired;
import io.github.ifmatch.http.Decision.Proceed;
import io.github.ifmatch.http.Decision.Source;
import io.github.ifmatch.testkit.sample.Account;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

/** The version that comes in a form's hidden field, or in a body. */
class BodyPreconditionsTest {

    private static final RowTags<Account, Long> TAGS = RowTags.of(Account.TABLE);
    private static final RowTags<Account, Long> SIGNED =
            TAGS.signedWith("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final Account ROW = Account.of("Ann", 10).withId(7).withVersion(5);

    private static final Decision FIVE = new Proceed(AcceptableVersions.only(5), Source.BODY, false);
    private static final Decision REQUIRED =
            new PreconditionRequired("This request must say which version it changes: send the version that was read.");

    @Test
    void token_ofThisRow() {
        for (RowTags<Account, Long> tags : List.of(TAGS, TAGS.bound(), SIGNED)) {
            assertThat(Preconditions.of(tags).evaluateToken(7L, tags.token(ROW)))
                    .isEqualTo(FIVE);
        }
    }

    @Test
    void token_ofNoneOrAnotherRow() {
        String detail = "The version in the form is not one that this server gave out for this row.";

        assertThat(Preconditions.of(TAGS).evaluateToken(7L, "05"))
                .isEqualTo(new BadRequest(Problem.Kind.MALFORMED, detail));
        assertThat(Preconditions.of(SIGNED).optional().evaluateToken(8L, SIGNED.token(ROW)))
                .isEqualTo(new BadRequest(Problem.Kind.TAMPERED, detail));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void token_notSent(@Nullable String token) {
        Preconditions<Account, Long> preconditions = Preconditions.of(SIGNED);

        assertThat(preconditions.evaluateToken(7L, token)).isEqualTo(REQUIRED);
        assertThat(preconditions.optional().evaluateToken(7L, token))
                .isEqualTo(new Proceed(AcceptableVersions.anything(), Source.BODY, false));
    }

    @Test
    void version_sentOrNot() {
        Preconditions<Account, Long> preconditions = Preconditions.of(TAGS);

        assertThat(preconditions.evaluateVersion(5L)).isEqualTo(FIVE);
        assertThat(preconditions.evaluateVersion(null)).isEqualTo(REQUIRED);
        assertThat(written(preconditions.optional().evaluateVersion(null))).isEqualTo("any version or no row");
    }

    /** Whatever a JSON library makes of a number. */
    @Test
    void version_anyNumber() {
        Preconditions<Account, Long> preconditions = Preconditions.of(TAGS);

        for (Number five : List.of(5, (short) 5, 5.0, 5f, new BigDecimal("5.00"), BigInteger.valueOf(5))) {
            assertThat(preconditions.evaluateVersion(five)).isEqualTo(FIVE);
        }
        for (Number none : List.of(
                5.5,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                1e300,
                new BigDecimal("5.01"),
                new BigDecimal("1e999999999"),
                new BigInteger("9223372036854775808"))) {
            assertThat(written(preconditions.evaluateVersion(none))).isEqualTo("nothing");
            assertThat(written(preconditions.optional().evaluateVersion(none))).isEqualTo("nothing");
        }
    }

    record Narrow(long id, int version) {}

    /** A list of tags, one that no row can be at among them: the others count, and no write is tried at it. */
    @Test
    void tags_ofVersionsThatTheComponentCannotHold() {
        Preconditions<Narrow, Long> preconditions = Preconditions.of(RowTags.of(Table.of(Narrow.class, Long.class)));
        Narrow row = new Narrow(7, 5);
        HeaderFields huge = HeaderFields.of(
                Map.of("If-Match", List.of("\"99999999999\", \"4294967301\", \"99999999999999999999999\"")));

        assertThat(preconditions.evaluate("PUT", huge, 7L, Optional.of(row))).isInstanceOf(PreconditionFailed.class);
        assertThat(preconditions.evaluate("PUT", huge, 7L, () -> Optional.of(row)))
                .isInstanceOf(PreconditionFailed.class);
        assertThat(written(preconditions.evaluate(
                        "PUT",
                        HeaderFields.of(Map.of("If-Match", List.of("\"4294967301\", \"5\""))),
                        7L,
                        Optional.of(row))))
                .isEqualTo("version 5");
        assertThat(preconditions.evaluate(
                        "GET",
                        HeaderFields.of(Map.of("If-None-Match", List.of("\"4294967301\""))),
                        7L,
                        Optional.of(row)))
                .isInstanceOf(Proceed.class);
    }
}
