package io.github.ifmatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.ifmatch.Applied;
import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnfitValueException;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.http.Decision.Proceed;
import io.github.ifmatch.http.Decision.Source;
import io.github.ifmatch.http.Decision.Target;
import io.github.ifmatch.testkit.sample.Account;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9457, RFC 6901, and which status belongs to what. */
class ProblemTest {

    private static final Account BASE = Account.of("Ann", 10).withId(7).withVersion(5);
    private static final Account MINE = BASE.withOwner("secret mine");
    private static final Account THEIRS =
            BASE.withOwner("secret theirs").withBalance(20).withVersion(6);
    private static final Conflict<Account> CONFLICT = new Conflict<>(Account.TABLE, 7L, 5, MINE, THEIRS);

    private static Proceed proceed(AcceptableVersions versions, Source source) {
        return new Proceed(versions, source, false);
    }

    @Test
    void conflict_ofHeader() {
        Problem problem = Problem.of(CONFLICT, proceed(AcceptableVersions.only(5), Source.HEADER));

        assertThat(problem.toMap())
                .containsExactly(
                        entry("type", "about:blank"),
                        entry("title", "Precondition Failed"),
                        entry("status", 412),
                        entry(
                                "detail",
                                "The row was changed by somebody else: expected version 5, current version 6."
                                        + " Nothing was written."),
                        entry("kind", "conflict"),
                        entry("expectedVersion", 5L),
                        entry("currentVersion", 6L));
        assertThat(problem.headers())
                .containsExactly(entry("Content-Type", "application/problem+json"), entry("Cache-Control", "no-store"));
        assertThat(problem).hasToString("Problem[412, CONFLICT]");
    }

    @Test
    void conflict_ofBody() {
        Problem problem = Problem.of(CONFLICT, proceed(AcceptableVersions.only(5), Source.BODY));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.toMap()).containsEntry("title", "Conflict");
        assertThat(Problem.of(CONFLICT).toMap()).isEqualTo(problem.toMap());
        assertThat(Problem.of(new ConflictException(CONFLICT)).toMap()).isEqualTo(problem.toMap());
    }

    /** What the body's version was of is not known: the detail and the members are all the conflict's. */
    @Test
    void conflict_ofBodyAndAnotherRow() {
        Problem problem = Problem.of(CONFLICT, proceed(AcceptableVersions.only(3), Source.BODY));

        assertThat(problem.toMap()).isEqualTo(Problem.of(CONFLICT).toMap());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "9223372036854775808"})
    void conflict_ofBodyWithNoVersion(BigDecimal number) {
        Conflict<Account> none = new Conflict<>(Account.TABLE, 7L, 0, THEIRS, THEIRS);
        Proceed proceed = (Proceed) Preconditions.of(RowTags.of(Account.TABLE)).evaluateVersion(number);

        assertThat(Problem.of(none, proceed).toMap())
                .containsExactly(
                        entry("type", "about:blank"),
                        entry("title", "Conflict"),
                        entry("status", 409),
                        entry(
                                "detail",
                                "The version that was sent is none of this row, which is at version 6."
                                        + " Nothing was written."),
                        entry("kind", "conflict"),
                        entry("currentVersion", 6L));
    }

    @Test
    void conflict_ofSeveralVersions() {
        Problem problem = Problem.of(CONFLICT, proceed(AcceptableVersions.oneOf(List.of(5L, 4L)), Source.HEADER));

        assertThat(problem.toMap()).containsEntry("expectedVersions", List.of(4L, 5L));
    }

    /** The precondition held, and still the write lost every race: that is no 412. */
    @Test
    void conflict_atAnAcceptableVersion() {
        for (AcceptableVersions any : List.of(AcceptableVersions.anyVersion(), AcceptableVersions.anything())) {
            Problem problem = Problem.of(CONFLICT, proceed(any, Source.HEADER));

            assertThat(problem.status()).isEqualTo(409);
            assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT);
        }
    }

    /** RFC 9110 §15.5.21: the content is understood, and cannot be processed. Where it is wrong is said, and not what it was. */
    @Test
    void unfitValue() {
        Problem problem = Problem.of(new UnfitValueException("balance/~", "accounts.balance takes a number"));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.VALUE);
        assertThat(problem.toMap())
                .containsEntry("title", "Unprocessable Content")
                .containsEntry("detail", "A value is not one that this member can take. Nothing was written.")
                .containsEntry("pointer", "/balance~1~0");
    }

    @Test
    void conflict_ofInsert() {
        Conflict<Account> exists = new Conflict<>(Account.TABLE, "insert", 7L, 0, MINE, THEIRS);

        Problem problem = Problem.of(exists, proceed(AcceptableVersions.absence(), Source.HEADER));

        assertThat(problem.status()).isEqualTo(412);
        assertThat(problem.toMap())
                .containsEntry("kind", "exists")
                .containsEntry("detail", "The row exists already, at version 6. Nothing was written.");
        assertThat(Problem.of(exists).status()).isEqualTo(409);
        assertThat(Problem.of(exists).kind()).isEqualTo(Problem.Kind.EXISTS);
    }

    /** Legacy rows begin at version 0. */
    @Test
    void conflict_fromVersionZero() {
        Conflict<Account> changed = new Conflict<>(Account.TABLE, "update", 7L, 0, MINE, THEIRS);

        Problem problem = Problem.of(changed, proceed(AcceptableVersions.only(0), Source.HEADER));

        assertThat(problem.toMap())
                .containsEntry("kind", "conflict")
                .containsEntry(
                        "detail",
                        "The row was changed by somebody else: expected version 0, current version 6. Nothing was"
                                + " written.");
    }

    /** If-None-Match: * of a PATCH. */
    @Test
    void conflict_whereAbsenceIsWanted() {
        Conflict<Account> there = new Conflict<>(Account.TABLE, "patch", 7L, 0, THEIRS, THEIRS);

        Problem problem = Problem.of(there, proceed(AcceptableVersions.absence(), Source.HEADER));

        assertThat(problem.status()).isEqualTo(412);
        assertThat(problem.toMap())
                .containsEntry("kind", "exists")
                .containsEntry("detail", "The row exists already, at version 6. Nothing was written.");
    }

    @Test
    void nothingShowsValues_unlessAsked() {
        Problem problem =
                Problem.of(CONFLICT).withCurrentTag(ETag.ofVersion(6)).withDifferences(CONFLICT.differences(BASE));

        assertThat(problem.toMap().toString()).doesNotContain("secret").doesNotContain("accounts");
        assertThat(problem.toMap())
                .containsEntry("currentTag", "\"6\"")
                .containsEntry(
                        "differences",
                        List.of(
                                Map.of("pointer", "/owner", "kind", "clash"),
                                Map.of("pointer", "/balance", "kind", "theirs")));
    }

    @Test
    void differences_valuesOfWhatIsVisible() {
        Map<String, Object> owner = new LinkedHashMap<>();
        owner.put("pointer", "/owner");
        owner.put("kind", "clash");
        owner.put("base", "Ann");
        owner.put("mine", "secret mine");
        owner.put("theirs", "secret theirs");

        assertThat(Problem.of(CONFLICT)
                        .withDifferences(CONFLICT.differences(BASE), "owner"::equals)
                        .toMap())
                .containsEntry("differences", List.of(owner, Map.of("pointer", "/balance", "kind", "theirs")));
    }

    @Test
    void differences_withoutBase() {
        Map<String, Object> owner =
                Map.of("pointer", "/owner", "kind", "clash", "mine", "secret mine", "theirs", "secret theirs");
        Map<String, Object> balance = Map.of(
                "pointer",
                "/balance",
                "kind",
                "clash",
                "mine",
                new BigDecimal("10.00"),
                "theirs",
                new BigDecimal("20.00"));

        assertThat(Problem.of(CONFLICT)
                        .withDifferences(CONFLICT.differences(), component -> true)
                        .toMap())
                .containsEntry("differences", List.of(owner, balance));
    }

    /** Both wrote the same: news to whoever knows the base, and no difference to anybody else. */
    @Test
    void differences_same() {
        Conflict<Account> agreed = new Conflict<>(Account.TABLE, 7L, 5, MINE, MINE.withBalance(20));

        assertThat(Problem.of(agreed).withDifferences(agreed.differences(BASE)).toMap())
                .containsEntry(
                        "differences",
                        List.of(
                                Map.of("pointer", "/owner", "kind", "same"),
                                Map.of("pointer", "/balance", "kind", "theirs")));
        assertThat(Problem.of(agreed).withDifferences(agreed.differences()).toMap())
                .containsEntry("differences", List.of(Map.of("pointer", "/balance", "kind", "clash")));
    }

    /** JSON has no NaN, and no infinities. */
    @Test
    void values_numbers() {
        assertThat(Stream.of((byte) 1, (short) 2, BigInteger.TEN, 1.5f, 2.5).map(PlainValue::of))
                .containsExactly((byte) 1, (short) 2, BigInteger.TEN, 1.5f, 2.5);
        assertThat(Stream.of(Float.NaN, Float.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                        .map(PlainValue::of))
                .containsExactly("NaN", "-Infinity", "Infinity");
    }

    private enum Colour {
        RED
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Mixed(
            long id,
            @Nullable UUID uuid,
            @Nullable Instant at,
            @Nullable Colour colour,
            byte @Nullable [] bytes,
            int @Nullable [] numbers,
            double real,
            boolean flag,
            long version) {}

    @Test
    void values_arePlain() {
        Table<Mixed, Long> table = Table.of(Mixed.class, Long.class);
        Mixed mine = new Mixed(
                1, new UUID(0, 1), Instant.EPOCH, Colour.RED, new byte[] {1, 2}, new int[] {3, 4}, Double.NaN, true, 1);
        Mixed theirs = new Mixed(1, null, null, null, null, null, 1.5, false, 2);
        Conflict<Mixed> conflict = new Conflict<>(table, 1L, 1, mine, theirs);

        Object differences = Problem.of(conflict)
                .withDifferences(conflict.differences(), component -> true)
                .toMap()
                .get("differences");

        assertThat(differences)
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .extracting(entry -> Arrays.asList(entry.get("mine"), entry.get("theirs")))
                .containsExactly(
                        Arrays.asList("00000000-0000-0000-0000-000000000001", null),
                        Arrays.asList("1970-01-01T00:00:00Z", null),
                        Arrays.asList("RED", null),
                        Arrays.asList("AQI=", null),
                        Arrays.asList(List.of(3, 4), null),
                        Arrays.asList("NaN", 1.5),
                        Arrays.asList(true, false));
    }

    @Test
    void pointer_isEscaped() {
        assertThat(Pointers.pointer("a/b~c~1")).isEqualTo("/a~1b~0c~01");
    }

    @Test
    void refusedChanges() {
        assertThat(RefusedChanges.of(Map.of("lines[0]", CONFLICT)))
                .containsExactly(
                        Map.of("path", "lines[0]", "kind", "conflict", "expectedVersion", 5L, "currentVersion", 6L));
        assertThat(RefusedChanges.of(Map.of("order", new Conflict<>(Account.TABLE, "insert", 7L, 0, MINE, THEIRS))))
                .containsExactly(
                        Map.of("path", "order", "kind", "exists", "expectedVersion", 0L, "currentVersion", 6L));
        assertThat(RefusedChanges.of(Map.of("order", new Missing<>(Account.TABLE, 7L))))
                .containsExactly(Map.of("path", "order", "kind", "missing"));
    }

    @Test
    void outcomes() {
        Proceed proceed = proceed(AcceptableVersions.only(5), Source.HEADER);

        assertThat(Problem.of((Outcome<Account>) CONFLICT, proceed).status()).isEqualTo(412);
        assertThat(Problem.of(new Missing<>(Account.TABLE, 7L), proceed).status())
                .isEqualTo(404);
        assertThatThrownBy(() -> Problem.of(new Applied<>(MINE), proceed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("refused must not be applied");
    }

    @Test
    void missing() {
        Problem problem = Problem.of(new Missing<>(Account.TABLE, 7L));

        assertThat(problem.toMap())
                .containsExactly(
                        entry("type", "about:blank"),
                        entry("title", "Not Found"),
                        entry("status", 404),
                        entry("detail", "There is no such row (any more). Nothing was written."),
                        entry("kind", "missing"));
        assertThat(problem.gone().status()).isEqualTo(410);
        assertThat(problem.gone().toMap())
                .containsEntry("title", "Gone")
                .containsEntry("detail", "There is no such row (any more). Nothing was written.")
                .containsEntry("kind", "missing");
    }

    /** To a PUT with If-Match it is 412, and another row's is 409: neither is for the caller to foresee. */
    @Test
    void gone_onlyOf404() {
        Missing<Account> missing = new Missing<>(Account.TABLE, 7L);

        for (Problem problem : List.of(
                Problem.of(missing, put(Account.TABLE, 7L)),
                Problem.of(missing, put(Account.TABLE, 8L)),
                Problem.of(CONFLICT))) {
            assertThat(problem.gone()).isSameAs(problem);
        }
    }

    /** What was said of it before stays said. */
    @Test
    void gone_keepsTheRest() {
        Problem missing = Problem.of(new Missing<>(Account.TABLE, 7L))
                .withDetail("Weg.")
                .withType("https://example.org/weg", "Weg")
                .with("instance", "/accounts/7");

        assertThat(missing.gone().toMap())
                .containsExactly(
                        entry("type", "https://example.org/weg"),
                        entry("title", "Weg"),
                        entry("status", 410),
                        entry("detail", "Weg."),
                        entry("kind", "missing"),
                        entry("instance", "/accounts/7"));
        assertThat(missing.gone().headers()).isEqualTo(missing.headers());
    }

    /** A PUT would create the row (RFC 9110 §9.3.4), so its If-Match fails where there is none; to all others a 404 goes first. */
    @ParameterizedTest
    @CsvSource({
        "PUT, HEADER, false, 412",
        "PUT, HEADER, true, 404",
        "PUT, BODY, false, 404",
        "PATCH, HEADER, false, 404",
        "DELETE, HEADER, false, 404",
        "POST, HEADER, false, 404"
    })
    void missing_byMethod(String method, Source source, boolean acceptsAbsence, int status) {
        Proceed proceed = new Proceed(
                acceptsAbsence ? AcceptableVersions.anything() : AcceptableVersions.only(5),
                source,
                false,
                Optional.of(new Target(method, Account.TABLE, 7L)));
        Missing<Account> missing = new Missing<>(Account.TABLE, 7L);

        assertThat(Problem.of(missing, proceed).status()).isEqualTo(status);
        assertThat(Problem.of((Outcome<Account>) missing, proceed).status()).isEqualTo(status);
        assertThat(Problem.of(new MissingRowException(Account.TABLE, 7L), proceed)
                        .status())
                .isEqualTo(status);
        assertThat(Problem.of(new Missing<>(Account.TABLE, 8L), proceed).status())
                .isEqualTo(409);
    }

    private static String detail(AcceptableVersions versions) {
        return (String)
                Problem.of(CONFLICT, proceed(versions, Source.HEADER)).toMap().get("detail");
    }

    /** The row is at version 6. */
    @Test
    void conflict_saysWhatIsSo() {
        String state = ", current version 6. Nothing was written.";

        assertThat(detail(AcceptableVersions.only(5)))
                .isEqualTo("The row was changed by somebody else: expected version 5" + state);
        assertThat(detail(AcceptableVersions.oneOf(List.of(3L, 5L))))
                .isEqualTo("The row was changed by somebody else: expected version 3 or 5" + state);
        assertThat(detail(AcceptableVersions.oneOf(List.of(5L, 9L))))
                .isEqualTo("The row stands at another version: expected version 5 or 9" + state);
        assertThat(detail(AcceptableVersions.only(9)))
                .isEqualTo("The row stands at another version: expected version 9" + state);
        assertThat(detail(AcceptableVersions.oneOf(List.of())))
                .isEqualTo(
                        "No entity tag that was sent is one of this row, which is at version 6. Nothing was written.");
        assertThat(detail(AcceptableVersions.absence()))
                .isEqualTo("The row exists already, at version 6. Nothing was written.");
    }

    @Test
    void current_whereverARowStandsAgainstIt() {
        RowTags<Account, Long> tags = RowTags.of(Account.TABLE);
        Proceed proceed = proceed(AcceptableVersions.only(5), Source.HEADER);
        Decision.Answer failed = new Decision.PreconditionFailed(
                "It does not hold.", OptionalLong.of(6), Optional.of(ETag.ofVersion(6)), Optional.of(THEIRS));

        for (Problem problem : List.of(
                Problem.of(CONFLICT),
                Problem.of(CONFLICT, proceed),
                Problem.of(new ConflictException(CONFLICT)),
                Problem.of(new ConflictException(CONFLICT), proceed),
                Problem.of(failed))) {
            assertThat(problem.toMap()).doesNotContainKey("current");
            assertThat(problem.withDetail("Any.").withCurrent(tags, Account::id).toMap())
                    .containsEntry("current", 7L)
                    .containsEntry("currentTag", "\"6\"");
        }
        for (Problem problem : List.of(
                Problem.of(new Missing<>(Account.TABLE, 7L)),
                Problem.of(new Decision.PreconditionRequired("Send If-Match.")))) {
            assertThat(problem.withCurrent(tags, Account::id).toMap()).isEqualTo(problem.toMap());
        }
        assertThat(Problem.of(CONFLICT)
                        .withCurrent(RowTags.of(Page.TABLE), Page::id)
                        .toMap())
                .doesNotContainKey("current");
    }

    private static Proceed put(Table<?, ?> table, Object id) {
        return new Proceed(AcceptableVersions.only(5), Source.HEADER, false, Optional.of(new Target("PUT", table, id)));
    }

    /** A client that took the other row's version or tag for its own row's would overwrite what it never read. */
    @Test
    void conflict_ofAnotherRow() {
        RowTags<Account, Long> tags = RowTags.of(Account.TABLE);
        Conflict<Account> exists = new Conflict<>(Account.TABLE, "insert", 7L, 0, MINE, THEIRS);
        Proceed proceed = put(Account.TABLE, 8L);

        for (Problem problem :
                List.of(Problem.of(CONFLICT, proceed), Problem.of(new ConflictException(CONFLICT), proceed))) {
            assertThat(problem.withCurrent(tags, Account::id).toMap())
                    .containsExactly(
                            entry("type", "about:blank"),
                            entry("title", "Conflict"),
                            entry("status", 409),
                            entry(
                                    "detail",
                                    "Another row that this needs was changed by somebody else. Nothing was written."),
                            entry("kind", "conflict"));
        }
        assertThat(Problem.of(exists, proceed).withCurrent(tags, Account::id).toMap())
                .containsExactly(
                        entry("type", "about:blank"),
                        entry("title", "Conflict"),
                        entry("status", 409),
                        entry("detail", "Another row that this would create is there already. Nothing was written."),
                        entry("kind", "exists"));
        assertThat(Problem.of(CONFLICT).toMap()).containsEntry("currentVersion", 6L);
    }

    /** Of refused changes, too: which row each version is of, its path says. */
    @Test
    void refusedChanges_ofAnotherRow() {
        RefusedException refused = new RefusedException(Map.of("lines[0]", CONFLICT));

        assertThat(Problem.of(refused, put(Account.TABLE, 8L))
                        .withCurrent(RowTags.of(Account.TABLE), Account::id)
                        .toMap())
                .containsEntry("status", 409)
                .containsKey("refused")
                .doesNotContainKeys("expectedVersion", "currentVersion", "current", "currentTag");
        assertThat(Problem.of(refused, put(Account.TABLE, 7L)).toMap())
                .containsEntry("status", 412)
                .containsEntry("currentVersion", 6L);
    }

    /** Two tables may hold rows of one class. */
    @Test
    void current_ofAnotherTable() {
        Table<Account, Long> archive = Account.TABLE.named("archive");

        assertThat(Problem.of(CONFLICT)
                        .withCurrent(RowTags.of(archive), Account::id)
                        .toMap())
                .doesNotContainKeys("current", "currentTag");
    }

    @Test
    void answers() {
        Problem failed = Problem.of(new Decision.PreconditionFailed(
                "If-Match does not hold.", OptionalLong.of(6), Optional.of(ETag.ofVersion(6)), Optional.of(THEIRS)));
        Problem required = Problem.of(new Decision.PreconditionRequired("Send If-Match."));
        Problem bad = Problem.of(new Decision.BadRequest(Problem.Kind.TAMPERED, "Not ours."));

        assertThat(failed.status()).isEqualTo(412);
        assertThat(failed.toMap()).containsEntry("currentVersion", 6L).containsEntry("currentTag", "\"6\"");
        assertThat(required.status()).isEqualTo(428);
        assertThat(required.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(required.toMap()).containsEntry("kind", "precondition_required");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.toMap()).containsEntry("kind", "tampered").containsEntry("detail", "Not ours.");
        assertThatThrownBy(() -> Problem.of(new Decision.NotModified(ETag.ofVersion(6))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("answer must not be 304, which has no content");
    }

    @Test
    void failures() {
        MissingRowException missing =
                catchThrowableOfType(MissingRowException.class, () -> new Missing<>(Account.TABLE, 7L).orElseThrow());
        MappingException mapping = catchThrowableOfType(
                MappingException.class,
                () -> Table.of(Account.class, Long.class).column("none", "none"));

        assertThat(Problem.of(missing).status()).isEqualTo(404);
        assertThat(Problem.of(mapping).status()).isEqualTo(500);
        assertThat(Problem.of(mapping).toMap())
                .containsEntry("detail", "The request could not be carried out.")
                .containsEntry("kind", "failed");
    }

    /** That the server cannot log in is no fault of the client's; that its user may not do this may be. */
    @ParameterizedTest
    @CsvSource({"28000, 500, failed", "28P01, 500, failed", "42501, 403, permission"})
    void failures_ofRights(String sqlState, int status, String kind) {
        Problem problem = Problem.of(new DatabaseException("Refused.", new SQLException("no", sqlState)));

        assertThat(problem.toMap()).containsEntry("status", status).containsEntry("kind", kind);
    }

    @Test
    void busy_saysWhenToTryAgain() {
        for (VersionedException failure :
                List.of(new BusyException("locked", null), new SerializationException("40001", null))) {
            Problem problem = Problem.of(failure);

            assertThat(problem.toMap())
                    .containsExactly(
                            entry("type", "about:blank"),
                            entry("title", "Service Unavailable"),
                            entry("status", 503),
                            entry("detail", "Others are changing the same rows. Nothing was written; try again later."),
                            entry("kind", "busy"));
            assertThat(problem.headers())
                    .containsExactly(
                            entry("Content-Type", "application/problem+json"),
                            entry("Cache-Control", "no-store"),
                            entry("Retry-After", "1"));
        }
    }

    @Test
    void failures_ofEachKind() {
        Problem suppressed = Problem.of(
                new SuppressedWriteException(Account.TABLE, "accounts 7", 7L, "found", "Not written.", "A trigger."));
        Problem refused = Problem.of(new RefusedException(Map.of("lines[0]", new Missing<>(Account.TABLE, 7L))));
        Problem unknown = Problem.of(new UnknownOutcomeException("lost", null, null));

        assertThat(suppressed.status()).isEqualTo(403);
        assertThat(suppressed.toMap())
                .containsEntry("title", "Forbidden")
                .containsEntry("detail", "The database did not allow the row to be changed. The row was not written.")
                .containsEntry("kind", "suppressed");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.toMap())
                .containsEntry("detail", "Some of the changes were refused. Nothing was written.")
                .containsEntry("kind", "conflict")
                .containsEntry("refused", List.of(Map.of("path", "lines[0]", "kind", "missing")));
        assertThat(unknown.status()).isEqualTo(500);
        assertThat(unknown.toMap())
                .containsEntry("title", "Internal Server Error")
                .containsEntry("detail", "Whether the change was made is not known: read the row again.")
                .containsEntry("kind", "unknown_outcome");
    }

    @Test
    void with_membersOfOnesOwn() {
        Problem problem = Problem.of(CONFLICT)
                .withType("https://example.org/conflict", "Changed meanwhile")
                .withDetail("Bob was faster.")
                .withCurrent(Map.of("owner", "Bob"))
                .with("instance", "/accounts/7");

        assertThat(problem.toMap())
                .containsEntry("type", "https://example.org/conflict")
                .containsEntry("title", "Changed meanwhile")
                .containsEntry("detail", "Bob was faster.")
                .containsEntry("current", Map.of("owner", "Bob"))
                .containsEntry("instance", "/accounts/7");
        assertThat(Problem.of(CONFLICT).toMap()).doesNotContainKey("current");
    }
}
