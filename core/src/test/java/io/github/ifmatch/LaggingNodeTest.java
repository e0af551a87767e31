package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A node of a cluster that has not heard yet of what was committed elsewhere: what it shows is older than the caller's own row, and is not called
 * the current one. (On three nodes it cannot be held back and asked at once: {@code GaleraTest}.)
 */
class LaggingNodeTest {

    /** As Galera's. */
    private static final class Node implements Dialect {

        @Override
        public boolean speaks(String productName) {
            return false;
        }

        @Override
        public boolean mayBatch(WriteKind kind) {
            return false;
        }

        @Override
        public LockingRead lockingRead() {
            return LockingRead.NEWEST_OF_NODE;
        }
    }

    private static final TestDatabase DATABASE = new H2TestDatabase(new Node());

    private VersionedRepository<Account, Long> accounts;
    private Account behind;

    @BeforeEach
    void createRow() {
        Account.create(DATABASE);
        accounts = DATABASE.repository(Account.TABLE);
        behind = accounts.insert(Account.of("Ann", 10));
    }

    @Test
    void olderRow_isNotTheCurrentOne() {
        Account newer = behind.withOwner("Anne").withVersion(2);

        assertThatThrownBy(() -> accounts.tryUpdate(newer)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> accounts.tryPatch(newer, newer.withOwner("Eve")))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> accounts.tryTouch(newer)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> accounts.tryDelete(newer)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> accounts.tryCheck(newer)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> accounts.tryUpdateAll(List.of(newer))).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> accounts.tryDeleteAll(List.of(newer))).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> DATABASE.database().apply(ChangeSet.empty().update("account", Account.TABLE, newer)))
                .isInstanceOf(SerializationException.class);
        assertThat(accounts.get(behind.id())).isEqualTo(behind);
    }

    @Test
    void newerRow_isAConflict() {
        Account theirs = accounts.update(behind.withOwner("Anne"));

        assertThat(accounts.tryUpdate(behind.withOwner("Eve")))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(theirs));
    }
}
