package io.github.ifmatch.http;

import static io.github.ifmatch.http.PreconditionsTest.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.http.Decision.BadRequest;
import io.github.ifmatch.http.Decision.PreconditionRequired;
import io.github.ifmatch.http.Decision.Proceed;
import io.github.ifmatch.http.Decision.Source;
import io.github.ifmatch.testkit.sample.Account;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
}
