package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What outcomes and their exceptions say and keep to themselves. */
class OutcomeTest {

    @SuppressWarnings("ArrayRecordComponent") // as a table may have them
    private record Account(long id, String owner, BigDecimal balance, byte[] photo, String lastSeen, long version) {}

    private static final Table<Account, Long> TABLE =
            Table.of(Account.class, Long.class).named("accounts").unversioned("lastSeen");

    private static Account row(String balance, String lastSeen, long version) {
        return new Account(7, "s3cr3t", new BigDecimal(balance), new byte[] {1, 2}, lastSeen, version);
    }

    private static Conflict<Account> conflict(Account attempted, Account current) {
        return new Conflict<>(TABLE, 7L, attempted.version(), attempted, current);
    }

    private static final Conflict<Account> CONFLICT = conflict(row("1", "now", 1), row("2", "now", 3));
    private static final Outcome<Account> APPLIED = new Applied<>(row("1", "now", 1));
    private static final Outcome<Account> MISSING = new Missing<>(TABLE, 7L);

    private static String fold(Outcome<Account> outcome) {
        return outcome.fold(
                row -> "applied " + row.version(),
                lost -> "conflict " + lost.currentVersion(),
                gone -> "missing " + gone.id());
    }

    @Test
    void fold_oneOfThree() {
        assertThat(fold(APPLIED)).isEqualTo("applied 1");
        assertThat(fold(CONFLICT)).isEqualTo("conflict 3");
        assertThat(fold(MISSING)).isEqualTo("missing 7");
        assertThat(MISSING.<String>fold(row -> "", lost -> "", gone -> null)).isNull();
    }

    /** A row of which the constructor makes no other is told as it is: the conflict is what matters. */
    @Test
    void conflict_rowThatCannotBeCopied() {
        Shape<StringBuilder> shape = Shape.of(StringBuilder.class, values -> {
                    throw new IllegalStateException("no more of them");
                })
                .with("id", Long.class, row -> 1L)
                .with("version", Long.class, row -> 2L);
        StringBuilder mine = new StringBuilder("mine");

        Conflict<StringBuilder> conflict =
                new Conflict<>(Table.of(shape, Long.class), 1L, 1, mine, new StringBuilder("theirs"));

        assertThat(conflict.attempted()).isSameAs(mine);
        assertThat(conflict.shown().attempted()).isSameAs(mine);
    }

    @Test
    void isApplied_onlyApplied() {
        assertThat(APPLIED.isApplied()).isTrue();
        assertThat(CONFLICT.isApplied()).isFalse();
        assertThat(MISSING.isApplied()).isFalse();
    }

    @Test
    void toString_noValues() {
        assertThat(APPLIED).hasToString("Applied[Account]");
        assertThat(CONFLICT).hasToString("Conflict[accounts 7, expected version 1, current version 3]");
        assertThat(MISSING).hasToString("Missing[accounts 7]");
    }

    @Test
    void orElseThrow_messages() {
        assertThatThrownBy(CONFLICT::orElseThrow)
                .isInstanceOf(ConflictException.class)
                .hasMessage(
                        "accounts 7 was changed by somebody else: expected version 1, current version 3. Nothing was"
                                + " written; current(Account.class) is the row as it now stands.");
        assertThatThrownBy(MISSING::orElseThrow)
                .isInstanceOf(MissingRowException.class)
                .hasMessage("accounts 7: there is no such row (any more). Nothing was written.");
        assertThat(new SuppressedWriteException(
                        TABLE,
                        "accounts 7",
                        7L,
                        "the database changed no row, though the row exists",
                        "Nothing was written.",
                        "A trigger, a rule or a row-level policy suppresses the write."))
                .hasMessage("accounts 7: the database changed no row, though the row exists. Nothing was written. A"
                        + " trigger, a rule or a row-level policy suppresses the write.");
    }

    @Test
    void rebased_isMineOnTheirVersion() {
        Account rebased = CONFLICT.rebased();

        assertThat(rebased.version()).isEqualTo(3);
        assertThat(rebased.balance()).isEqualTo(new BigDecimal("1"));
        assertThat(CONFLICT.attempted().version()).isEqualTo(1);
    }

    /** The scale of a number, an unversioned column and the identity of an array are no differences. */
    @Test
    void looksApplied_sameAtTheNextVersion() {
        assertThat(conflict(row("1", "now", 1), row("1.00", "later", 2)).looksApplied())
                .isTrue();
    }

    @Test
    void looksApplied_otherValueOrVersion() {
        assertThat(conflict(row("1", "now", 1), row("2", "now", 2)).looksApplied())
                .isFalse();
        assertThat(conflict(row("1", "now", 1), row("1", "now", 3)).looksApplied())
                .isFalse();
        assertThat(conflict(row("1", "now", 1), row("1", "now", 0)).looksApplied())
                .isFalse();
    }

    @Test
    void current_otherClass() {
        ConflictException exception = new ConflictException(CONFLICT);

        assertThatThrownBy(() -> exception.current(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rowType must be a class that a row of accounts is an instance of"
                        + " (io.github.ifmatch.OutcomeTest$Account): java.lang.String");
        assertThat(exception.current(Record.class)).isSameAs(CONFLICT.current());
        assertThat(exception.attempted(Account.class)).isSameAs(CONFLICT.attempted());
    }

    @Test
    void conflictException_serialised() throws Exception {
        ConflictException sent = new ConflictException(CONFLICT);

        ConflictException received = copy(sent);

        assertThat(received).hasMessage(sent.getMessage());
        assertThat(received.table()).isEqualTo("accounts");
        assertThat(received.expectedVersion()).isEqualTo(1);
        assertThat(received.currentVersion()).isEqualTo(3);
        assertThatThrownBy(received::conflict)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the rows of a deserialised ConflictException are gone: " + sent.getMessage());
        assertThatThrownBy(() -> received.current(Account.class)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void missingRowException_serialised() throws Exception {
        MissingRowException received = copy(new MissingRowException(TABLE, 7L));

        assertThat(received.table()).isEqualTo("accounts");
        assertThat(received).hasMessage("accounts 7: there is no such row (any more). Nothing was written.");
    }

    @SuppressWarnings({"unchecked", "BanSerializableRead"}) // our own bytes
    private static <T> T copy(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
