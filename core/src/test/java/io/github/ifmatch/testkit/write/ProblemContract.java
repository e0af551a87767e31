package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Applied;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnfitValueException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.LostCommits;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each refusal of the database is to a client: a status by its kind, and no value. */
public abstract class ProblemContract extends AccountContract {

    record Seat(
            long id,
            String place,
            @Nullable Long room,
            @Nullable Integer price,
            long version) {

        static final Table<Seat, Long> TABLE = Table.of(Seat.class, Long.class).named("seats");

        Seat withPlace(String newPlace) {
            return new Seat(id, newPlace, room, price, version);
        }

        Seat withRoom(long newRoom) {
            return new Seat(id, place, newRoom, price, version);
        }

        Seat withPrice(@Nullable Integer newPrice) {
            return new Seat(id, place, room, newPrice, version);
        }
    }

    private static final Seat ONE = new Seat(1, "A1", null, 10, 1);
    private static final Seat TWO = new Seat(2, "A2", 1L, 10, 1);
    private static final Seat NEW = new Seat(3, "A3", null, 10, 0);

    private static final Decision.Proceed PROCEED = new Decision.Proceed(
            AcceptableVersions.only(0),
            Decision.Source.HEADER,
            false,
            Optional.of(new Decision.Target("PUT", Seat.TABLE, 2L)));

    @BeforeEach
    void createSeats() {
        database.drop("seats");
        database.execute(
                "CREATE TABLE seats (id bigint PRIMARY KEY, place varchar(9) UNIQUE, room bigint,"
                        + " price smallint NOT NULL CHECK (price > 0), version bigint NOT NULL,"
                        + " FOREIGN KEY (room) REFERENCES seats (id))",
                "INSERT INTO seats VALUES (1, 'A1', NULL, 10, 1), (2, 'A2', 1, 10, 1)");
    }

    private interface Sending {
        Object send(VersionedRows<Seat, Long> rows);
    }

    /** What is sent, and what it comes to. */
    private enum Refusal {
        UNIQUE_UPDATE(409, "unique", rows -> rows.update(TWO.withPlace("A1"))),
        UNIQUE_INSERT(409, "unique", rows -> rows.insert(NEW.withPlace("A1"))),
        UNIQUE_PATCH(409, "unique", rows -> rows.patch(2L, 1, Map.of("place", "A1"))),
        UNIQUE_BATCH(409, "unique", rows -> rows.insertAll(List.of(NEW.withPlace("A1")))),
        REFERENCE_UPDATE(409, "reference", rows -> rows.update(TWO.withRoom(99))),
        REFERENCE_DELETE(409, "reference", rows -> rows.delete(ONE)),
        CHECK_UPDATE(422, "check", rows -> rows.update(TWO.withPrice(-1))),
        CHECK_INSERT(422, "check", rows -> rows.insert(NEW.withPrice(-1))),
        NOT_NULL_UPDATE(422, "not_null", rows -> rows.update(TWO.withPrice(null))),
        NOT_NULL_INSERT(422, "not_null", rows -> rows.insert(NEW.withPrice(null))),
        TOO_LONG(422, "value", rows -> rows.update(TWO.withPlace("secret place"))),
        OUT_OF_RANGE(422, "value", rows -> rows.update(TWO.withPrice(1_000_000))),
        EXISTS(409, "exists", rows -> rows.insert(ONE)),
        CONFLICT(412, "conflict", rows -> rows.update(new Seat(2, "A2", null, 10, 0))),
        OF_ANOTHER_ROW(409, "conflict", rows -> rows.update(new Seat(1, "A1", null, 10, 0))),
        MISSING(404, "missing", rows -> rows.update(NEW)),
        REFUSED_BATCH(412, "conflict", rows -> rows.updateAll(List.of(ONE, new Seat(2, "A2", null, 10, 0))));

        private final int status;
        private final String kind;

        @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
        private final Sending sending;

        Refusal(int status, String kind, Sending sending) {
            this.status = status;
            this.kind = kind;
            this.sending = sending;
        }

        /** Those that a precondition makes another thing of. */
        boolean isOfVersion() {
            return status == 412 || this == MISSING || this == OF_ANOTHER_ROW || this == EXISTS;
        }
    }

    private void needs(Refusal refusal) {
        if (refusal == Refusal.TOO_LONG || refusal == Refusal.OUT_OF_RANGE) {
            needs(Feature.VALUES_CHECKED);
        }
    }

    private static Problem problem(Sending sending, VersionedRows<Seat, Long> rows) {
        return Problem.of(catchThrowableOfType(VersionedException.class, () -> sending.send(rows)));
    }

    @ParameterizedTest
    @EnumSource
    void refusal_byItsKind(Refusal refusal) {
        needs(refusal);
        VersionedRepository<Seat, Long> seats = database.repository(Seat.TABLE);

        Problem problem = problem(refusal.sending, seats);

        assertThat(problem.status()).isEqualTo(refusal.status == 412 ? 409 : refusal.status);
        assertThat(problem.toMap())
                .containsEntry("kind", refusal.kind)
                .containsEntry("status", problem.status())
                .doesNotContainKey("current");
        assertThat(problem.toMap().toString().toLowerCase(Locale.ROOT)).doesNotContain("secret", "seats", "a1");
        assertThat(database.query("SELECT id, place, version FROM seats ORDER BY id"))
                .containsExactly("1 A1 1", "2 A2 1");
    }

    /** What was not refused for its version is the same to a request with a precondition. */
    @ParameterizedTest
    @EnumSource
    void refusal_ofARequestWithAPrecondition(Refusal refusal) {
        needs(refusal);
        VersionedException failure = catchThrowableOfType(
                VersionedException.class, () -> refusal.sending.send(database.repository(Seat.TABLE)));

        Problem problem = Problem.of(failure, PROCEED);

        boolean isMissing = refusal == Refusal.MISSING; // of another row than the request's
        assertThat(problem.status()).isEqualTo(isMissing ? 409 : refusal.status);
        assertThat(problem.kind()).hasToString(refusal.kind.toUpperCase(Locale.ROOT));
        if (!refusal.isOfVersion()) {
            assertThat(problem.toMap()).isEqualTo(Problem.of(failure).toMap());
        }
    }

    /** A merge patch as a JSON library reads it, of whatever was sent: what does not fit is told by its place, and nothing is written. */
    @Test
    void patch_parsedJson() {
        VersionedRepository<Seat, Long> seats = database.repository(Seat.TABLE);
        Decision.Proceed proceed = (Decision.Proceed) Preconditions.of(RowTags.of(Seat.TABLE))
                .evaluate("PATCH", HeaderFields.of(Map.of("If-Match", List.of("\"1\""))), 2L, () -> seats.find(2L));
        ConditionalRows<Seat, Long> rows = ConditionalRows.of(seats);
        Map<String, Object> secrets = Map.of("secret", "secret");
        for (var wrong : List.<Map.Entry<String, Object>>of(
                Map.entry("place", 4711),
                Map.entry("place", true),
                Map.entry("place", List.of("secret")),
                Map.entry("place", secrets),
                Map.entry("price", "4711"),
                Map.entry("price", 4711.5),
                Map.entry("price", 4711L << 40),
                Map.entry("room", new BigDecimal("4711.5")),
                Map.entry("room", secrets),
                Map.entry("version", 4711),
                Map.entry("secret/~", 4711))) {
            UnfitValueException refused = catchThrowableOfType(
                    UnfitValueException.class,
                    () -> rows.tryPatch(2L, proceed.versions(), Map.of(wrong.getKey(), wrong.getValue())));

            Problem problem = Problem.of(refused);

            assertThat(problem.status()).isEqualTo(422);
            assertThat(problem.headers()).containsEntry("Content-Type", Problem.MEDIA_TYPE);
            assertThat(problem.toMap())
                    .containsEntry("kind", "value")
                    .containsEntry("status", 422)
                    .containsEntry("pointer", "/" + wrong.getKey().replace("/~", "~1~0"));
            String told = problem.toMap().get("detail") + refused.getMessage().replace("secret/~", "");
            assertThat(told).doesNotContain("4711", "secret");
        }
        assertThat(seats.get(2L)).isEqualTo(TWO);
        Map<String, Object> fits = new HashMap<>(Map.of("place", "A4", "price", new BigDecimal("12.0")));
        fits.put("room", null);
        assertThat(rows.tryPatch(2L, proceed.versions(), fits))
                .isEqualTo(new Applied<>(new Seat(2, "A4", null, 12, 2)));
    }

    /** A user who may read, and not write. */
    @Test
    void permission() throws Exception {
        needs(Feature.USERS);
        HikariDataSource reading = pool(config -> database.asReader(config, "seats"));
        VersionedRepository<Seat, Long> seats = database.repository(reading, Seat.TABLE);
        Seat read = seats.get(2L);

        for (Sending sending :
                List.<Sending>of(rows -> rows.update(read), rows -> rows.insert(NEW), rows -> rows.delete(read))) {
            Problem problem = problem(sending, seats);

            assertThat(problem.status()).isEqualTo(403);
            assertThat(problem.toMap()).containsEntry("kind", "permission");
        }
        assertThat(seats.findAll(List.of(1L, 2L, 3L))).containsExactly(ONE, TWO);
    }

    @Test
    void busy() throws Exception {
        VersionedRepository<Seat, Long> impatient = database.repository(impatient(), Seat.TABLE);
        try (Connection connection = begin()) {
            database.repository(Seat.TABLE).on(connection).touch(TWO);

            Problem problem = problem(rows -> rows.update(TWO), impatient);

            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.toMap()).containsEntry("kind", "busy");
            assertThat(problem.headers()).containsEntry("Retry-After", "1");
            connection.rollback();
        }
    }

    /** A transaction that cannot be ordered with another one is to be run again. */
    @Test
    void serialization() throws Exception {
        VersionedRepository<Seat, Long> seats = database.repository(Seat.TABLE);
        try (Connection connection = begin(Isolation.REPEATABLE_READ)) {
            Seat read = seats.on(connection).get(2L);
            seats.update(read.withPrice(20));

            Problem problem = problem(rows -> rows.update(read), seats.on(connection));

            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.toMap()).containsEntry("kind", "busy");
            assertThat(problem.headers()).containsEntry("Retry-After", "1");
            connection.rollback();
        }
    }

    /** A 503 would ask to send it again; whether that is right, only a look at the row tells. */
    @Test
    void unknownOutcome() {
        VersionedException failure = catchThrowableOfType(
                VersionedException.class,
                () -> database.database(LostCommits.of(database.dataSource(), true))
                        .useTransaction(
                                transaction -> transaction.rows(Seat.TABLE).update(TWO)));

        Problem problem = Problem.of(failure);

        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.toMap()).containsEntry("kind", "unknown_outcome");
        assertThat(problem.headers()).doesNotContainKey("Retry-After");
    }

    @Test
    void suppressed() {
        meddle(Meddling.SUPPRESSES, "seats");
        VersionedRepository<Seat, Long> seats = database.repository(Seat.TABLE);

        for (Sending sending : List.<Sending>of(
                rows -> rows.update(TWO),
                rows -> rows.patch(2L, 1, Map.of("place", "B2")),
                rows -> rows.delete(TWO),
                rows -> rows.overwrite(TWO, "a test"),
                rows -> rows.insert(NEW))) {
            Problem problem = problem(sending, seats);

            assertThat(problem.status()).isEqualTo(403);
            assertThat(problem.toMap()).containsEntry("kind", "suppressed");
        }
        assertThat(seats.findAll(List.of(1L, 2L, 3L))).containsExactly(ONE, TWO);
    }
}
