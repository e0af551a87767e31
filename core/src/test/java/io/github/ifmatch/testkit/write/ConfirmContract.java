package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code confirm}: what became of a statement of one's own. */
public abstract class ConfirmContract extends AccountContract {

    private Account ann;

    @BeforeEach
    void insertAnn() {
        ann = accounts.insert(Account.of("Ann", 10));
    }

    @Test
    void confirm_oneRow_sendsNothing() {
        CountingDataSource counting = CountingDataSource.of(database.dataSource());

        accounts(counting.dataSource()).confirm(ann.id(), 1, 1);

        assertThat(counting.drain()).isEmpty();
    }

    @Test
    void confirm_changed() {
        Account theirs = accounts.update(ann.withOwner("Anne"));

        ConflictException e = catchThrowableOfType(ConflictException.class, () -> accounts.confirm(ann.id(), 1, 0));

        assertThat((Object) e.conflict())
                .isEqualTo(new Conflict<>(Account.TABLE, "statement", ann.id(), 1, theirs, theirs));
        assertThat(e.conflict().looksApplied()).isFalse();
        assertThat(e)
                .hasMessage(
                        "accounts " + ann.id() + " was changed by somebody else: expected version 1, current version 2."
                                + " Nothing was written; current(Account.class) is the row as it now stands.");
    }

    @Test
    void confirm_missing() {
        assertThatThrownBy(() -> accounts.confirm(-1L, 1, 0)).isInstanceOf(MissingRowException.class);
    }

    @Test
    void confirm_unchanged() {
        assertThatThrownBy(() -> accounts.confirm(ann.id(), 1, 0))
                .isInstanceOf(SuppressedWriteException.class)
                .hasMessage("accounts " + ann.id()
                        + ": the database changed no row, though the row stands at the expected version. The row"
                        + " was not written. Something else in its WHERE does not hold, or a trigger, a rule or a row-level"
                        + " policy suppresses it.");
    }

    @Test
    void confirm_severalRows() {
        assertThatThrownBy(() -> accounts.confirm(ann.id(), 1, 2))
                .isInstanceOf(MappingException.class)
                .hasMessage("accounts " + ann.id() + ": 2 rows were changed; an id must be unique. It was carried out:"
                        + " roll its transaction back; if it had none, it stands.");
    }

    @Test
    void confirm_noInfo() {
        assertThatThrownBy(() -> accounts.confirm(ann.id(), 1, -2))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "accounts " + ann.id() + ": the driver does not say how many rows it changed. It was carried"
                                + " out: roll its transaction back; if it had none, it stands.");
    }

    /** A snapshot that is older than the version that the caller holds shows no current row. */
    @Test
    void confirm_oldSnapshot() throws SQLException {
        try (Connection connection = begin(Isolation.REPEATABLE_READ)) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            assertThat(rows.get(ann.id())).isEqualTo(ann);
            Account theirs = accounts.update(ann.withOwner("Anne"));

            assertThatThrownBy(() -> rows.confirm(ann.id(), theirs.version(), 0))
                    .isInstanceOf(SerializationException.class);

            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void confirm_inTransaction_goesOn() throws SQLException {
        accounts.update(ann.withOwner("Anne"));
        try (Connection connection = begin()) {
            VersionedRows<Account, Long> rows = accounts.on(connection);

            assertThatThrownBy(() -> rows.confirm(ann.id(), 1, 0)).isInstanceOf(ConflictException.class);

            assertThatCode(() -> rows.insert(Account.of("Bob", 1))).doesNotThrowAnyException();
            connection.commit();
        }
        assertThat(stored()).extracting(Account::owner).isEqualTo(List.of("Anne", "Bob"));
    }
}
