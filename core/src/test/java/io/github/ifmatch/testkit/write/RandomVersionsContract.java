package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.type.VersionSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions drawn at random: every write gives the row another one, and none comes again. */
public abstract class RandomVersionsContract extends AccountContract {

    private static final Table<Account, Long> TABLE = Account.TABLE.versions(VersionSource.RANDOM);

    private final List<Account> states = new ArrayList<>();
    private Database of;
    private VersionedRepository<Account, Long> rows;

    @BeforeEach
    void makeRows() {
        of = database.database();
        rows = database.repository(TABLE);
    }

    private static Account ann(long id) {
        return Account.of("Ann", 10).withId(id);
    }

    /** Another state than all before, as it stands in the table. */
    private Account stored(Account row) {
        assertThat(row.version()).isPositive();
        assertThat(states.stream().map(Account::version)).doesNotContain(row.version());
        assertThat(rows.find(row.id())).contains(row);
        states.add(row);
        return row;
    }

    /** Whatever number a client sends, a row that is not at it is not taken for one that is. */
    @Test
    void forgedVersions() {
        Account ann = stored(rows.insert(ann(7)));

        for (long version : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1}) {
            assertThat(rows.tryPatch(7L, version, Map.of())).isInstanceOf(Conflict.class);
            assertThat(rows.tryCheck(ann.withVersion(version))).isInstanceOf(Conflict.class);
            assertThat(rows.tryDelete(7L, version)).isInstanceOf(Conflict.class);
        }
        assertThat(rows.get(7L)).isEqualTo(ann);
    }

    /** Who holds a state of the first life does not take the second for it. */
    @Test
    void deletedAndInsertedAgain() {
        for (int life = 0; life < 20; life++) {
            Account row = stored(rows.insert(ann(7)));
            for (Account held : states.subList(0, states.size() - 1)) {
                assertThat(rows.tryDelete(held)).isInstanceOf(Conflict.class);
            }
            rows.delete(row);
        }
    }

    private record Narrow(long id, int version) {}

    @Test
    void declaration() {
        of.verify(TABLE);
        assertThatThrownBy(() -> Guard.of(TABLE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(TABLE::adoptNullVersions).isInstanceOf(MappingException.class);
        Table<Narrow, Long> narrow = Table.of(Narrow.class, Long.class).versions(VersionSource.RANDOM);
        assertThatThrownBy(() -> database.repository(narrow))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "narrow (Narrow): versions that are drawn at random need 64 bits, so the version version must"
                                + " be a long: int");
        needs(Feature.INTEGER_WIDTHS);
        database.drop("accounts");
        database.execute(Account.CREATE.replace("version bigint", "version integer"));
        assertThatThrownBy(() -> database.database().verify(TABLE))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("must be a bigint: versions that are drawn at random have 64 bits");
    }
}
