package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.DatabaseException.Kind;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A write that a constraint or a trigger refuses leaves the row, and every index of it, as it was; and its exception says what kind of
 * refusal it was.
 */
public abstract class RefusedWriteContract extends Contract {

    private VersionedRepository<Member, Long> members;

    record Member(long id, @Nullable String email, @Nullable Long sponsor, int age, String note, long version) {

        static final Table<Member, Long> TABLE =
                Table.of(Member.class, Long.class).named("members").unversioned("note");

        Member withEmail(@Nullable String newEmail) {
            return new Member(id, newEmail, sponsor, age, note, version);
        }

        Member withSponsor(@Nullable Long newSponsor) {
            return new Member(id, email, newSponsor, age, note, version);
        }

        Member withAge(int newAge) {
            return new Member(id, email, sponsor, newAge, note, version);
        }
    }

    private static final Member ANN = new Member(1, "ann", null, 30, "a", 1);
    private static final Member BOB = new Member(2, "bob", 1L, 40, "b", 1);
    private static final Member NEW = new Member(3, "cid", null, 50, "c", 0);

    @BeforeEach
    void createTables() {
        database.drop("members");
        database.execute(
                "CREATE TABLE members (id {identity}, email varchar(5) NOT NULL UNIQUE,"
                        + " sponsor bigint, age integer NOT NULL CHECK (age > 0),"
                        + " note varchar(5) UNIQUE, version bigint NOT NULL,"
                        + " FOREIGN KEY (sponsor) REFERENCES members (id))",
                "INSERT INTO members (id, email, age, note, version) VALUES (1, 'ann', 30, 'a', 1)",
                "INSERT INTO members (id, email, sponsor, age, note, version) VALUES (2, 'bob', 1, 40, 'b', 1)");
        members = database.repository(Member.TABLE);
    }

    /** The writes, and what refuses them. */
    enum Write {
        UPDATE_UNIQUE(Kind.UNIQUE, rows -> rows.tryUpdate(BOB.withEmail("ann"))),
        UPDATE_REFERENCE(Kind.REFERENCE, rows -> rows.tryUpdate(BOB.withSponsor(99L))),
        UPDATE_CHECK(Kind.CHECK, rows -> rows.tryUpdate(BOB.withAge(-1))),
        UPDATE_NOT_NULL(Kind.NOT_NULL, rows -> rows.tryUpdate(BOB.withEmail(null))),
        UPDATE_VALUE(Kind.VALUE, rows -> rows.tryUpdate(BOB.withEmail("too long"))),
        PATCH_UNIQUE(Kind.UNIQUE, rows -> rows.tryPatch(BOB, BOB.withEmail("ann"))),
        PATCH_REFERENCE(Kind.REFERENCE, rows -> rows.tryPatch(2L, 1, Map.of("sponsor", 99L))),
        OVERWRITE_UNIQUE(Kind.UNIQUE, rows -> rows.tryOverwrite(BOB.withEmail("ann"), "a test")),
        UNVERSIONED_UNIQUE(Kind.UNIQUE, rows -> rows.tryWriteUnversioned(2L, Map.of("note", "a"))),
        DELETE_REFERENCE(Kind.REFERENCE, rows -> rows.tryDelete(ANN)),
        INSERT_UNIQUE(Kind.UNIQUE, rows -> rows.tryInsert(NEW.withEmail("ann"))),
        INSERT_REFERENCE(Kind.REFERENCE, rows -> rows.tryInsert(NEW.withSponsor(99L))),
        INSERT_UNSET_CHECK(Kind.CHECK, rows -> rows.tryInsert(new Member(0, "cid", null, -1, "c", 0))),
        BATCH_UNIQUE(Kind.UNIQUE, rows -> rows.tryUpdateAll(List.of(ANN.withAge(31), BOB.withEmail("ann")))),
        BATCH_CHECK(Kind.CHECK, rows -> rows.updateAll(List.of(ANN.withAge(31), BOB.withAge(-1)))),
        BATCH_INSERT_NOT_NULL(Kind.NOT_NULL, rows -> rows.tryInsertAll(List.of(NEW.withEmail(null)))),
        BATCH_DELETE_REFERENCE(Kind.REFERENCE, rows -> rows.tryDeleteAll(List.of(ANN))),
        UPDATE_WHERE_CHECK(Kind.CHECK, rows -> rows.updateWhere(Map.of("age", -1), "id > ?", 0L));

        private interface Sending {
            Object send(VersionedRows<Member, Long> rows);
        }

        private final Kind kind;

        @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
        private final Sending sending;

        Write(Kind kind, Sending sending) {
            this.kind = kind;
            this.sending = sending;
        }
    }

    /** By every index: a row whose index is out of step is found by one way, and not by another. */
    private void assertUntouched() {
        assertThat(database.query("SELECT id, email, age, version FROM members ORDER BY id"))
                .containsExactly("1 ann 30 1", "2 bob 40 1");
        for (String condition : List.of("id = 2", "email = 'bob'", "note = 'b'", "sponsor = 1")) {
            assertThat(database.query("SELECT email FROM members WHERE " + condition))
                    .as(condition)
                    .containsExactly("bob");
        }
        assertThat(database.query("SELECT id FROM members WHERE email = 'ann'")).containsExactly("1");
    }

    private void needs(Write write) {
        if (write.kind == Kind.VALUE) {
            needs(Feature.VALUES_CHECKED);
        }
    }

    private void assertRefused(Write write, VersionedRows<Member, Long> rows, String state) {
        assertThatThrownBy(() -> write.sending.send(rows))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(write.kind))
                .hasMessageContaining("Nothing was written" + state);
    }

    @ParameterizedTest
    @EnumSource
    void alone_leavesAllAsItWas(Write write) {
        needs(write);
        assertRefused(write, members, ".");
        assertUntouched();
    }

    @ParameterizedTest
    @EnumSource
    void ownTransaction_leavesAllAsItWas(Write write) {
        needs(write);
        assertThatThrownBy(() -> database.database().useTransaction(transaction -> {
                    assertRefused(write, transaction.rows(Member.TABLE), " by it");
                }))
                .isInstanceOf(VersionedException.class);
        assertUntouched();
    }

    /** Where the transaction survives, the caller may commit it. */
    @ParameterizedTest
    @EnumSource
    void callersTransaction_leavesAllAsItWas(Write write) throws SQLException {
        needs(write);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertRefused(write, members.on(connection), " by it");
            connection.commit();
            connection.setAutoCommit(true);
        }
        assertUntouched();
    }

    /** A trigger that throws, for each of the rows. */
    @ParameterizedTest
    @EnumSource(
            value = Write.class,
            names = {"UPDATE_UNIQUE", "DELETE_REFERENCE", "INSERT_UNIQUE", "BATCH_UNIQUE"})
    void triggerThatThrows_leavesAllAsItWas(Write write) {
        needs(Feature.SQL_TRIGGERS);
        database.execute(
                "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE EXCEPTION ''refused''; END'",
                "CREATE TRIGGER refuse BEFORE INSERT OR UPDATE OR DELETE ON members FOR EACH ROW EXECUTE FUNCTION refuse()");

        assertThatThrownBy(() -> write.sending.send(members))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OTHER))
                .hasMessageContaining("Nothing was written.");
        assertUntouched();
    }
}
