package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.sample.Account;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which table, and which parameters, a statement is checked by. */
class PlanTest {

    public record Holder(long id, String owner, long version) {}

    private static final Table<Holder, Long> HOLDERS =
            Table.of(Holder.class, Long.class).named("holders");
    private static final Table<Holder, Long> ACCOUNT_HOLDERS = HOLDERS.named("accounts");

    /** A SQL object with a table of its own. */
    public interface Own {
        default Table<Account, Long> table() {
            return Account.TABLE;
        }
    }

    private static final Table<Holder, Long> OURS = HOLDERS.fixed("tenant", "ours");
    private static final Table<Holder, Long> THEIRS = HOLDERS.fixed("tenant", "theirs");
    private static final Queue<Table<Holder, Long>> TURNS = new ArrayDeque<>();

    /** A SQL object of whichever tenant it is the turn of. */
    public interface Turning {
        default Table<Holder, Long> table() {
            return TURNS.remove();
        }
    }

    private final ConfigRegistry config = new ConfigRegistry();

    private Plan plan(String sql, Demand demand, Table<?, ?>... registered) {
        VersionedTables tables = config.get(VersionedTables.class);
        List.of(registered).forEach(tables::register);
        return tables.plans().of(parsed(sql), demand);
    }

    private ParsedSql parsed(String sql) {
        return config.get(SqlStatements.class).getSqlParser().parse(sql, null);
    }

    private Plan named(String sql) {
        return plan(sql, new Demand(Account.TABLE, null, null, List.of("id"), "v"));
    }

    private static Demand own(@Nullable Class<?> rowType) {
        return new Demand(null, rowType, Own.class, List.of(), "");
    }

    @Test
    void table_ofTheSqlObjectOrRegistered() {
        String ofAccounts = "DELETE FROM accounts WHERE id = :id AND version = :v";
        String ofHolders = "DELETE FROM holders WHERE id = :id AND version = :v";

        assertThat(plan(ofAccounts, own(null)).table().rowType()).isEqualTo(Account.class);
        assertThat(plan(ofHolders, own(null), HOLDERS).table().name()).isEqualTo("holders");
        assertThat(plan(ofHolders, own(Holder.class)).table().name()).isEqualTo("holders");
    }

    /** Asked once: a second answer would be kept as the plan of the first. */
    @Test
    void table_thatIsAnotherEachTime() {
        String sql = "DELETE FROM holders WHERE id = :id AND tenant = :tenant AND version = :v";
        Demand demand = new Demand(null, Holder.class, Turning.class, List.of(), "");
        TURNS.addAll(List.of(OURS, THEIRS, OURS));

        assertThat(plan(sql, demand).table()).isEqualTo(OURS);
        assertThat(plan(sql, demand).table()).isEqualTo(THEIRS);
        assertThat(plan(sql, demand).table()).isEqualTo(OURS);
        assertThat(TURNS).isEmpty();
    }

    /** Tenants that came first keep no place from those that come later. */
    @Test
    void plans_ofMoreThanAreKept() {
        String sql = "DELETE FROM holders WHERE id = :id AND tenant = :tenant AND version = :v";
        for (int tenant = 0; tenant <= Plans.KEPT; tenant++) {
            assertThat(plan(sql, Demand.of(HOLDERS.fixed("tenant", tenant))).id())
                    .hasSize(2);
        }

        Demand last = Demand.of(HOLDERS.fixed("tenant", Plans.KEPT));
        assertThat(plan(sql, last)).isSameAs(plan(sql, last));
    }

    private Plan ofTenant(String condition, List<String> id) {
        String sql = "UPDATE holders h SET owner = 'x', version = h.version + 1 FROM members m WHERE h.id = :id AND "
                + condition + " AND h.version = :v";
        return plan(sql, new Demand(OURS, null, null, id, ""));
    }

    /** Of another table, one of several values, or of a part of the value: each may be true of another tenant's row. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "m.tenant = :tenant",
                "holders.tenant = :tenant",
                "tenant = ANY(ARRAY[:tenant, 'theirs'])",
                "tenant IN (:tenant, 'theirs') = true",
                "COALESCE(tenant, 0) = :tenant",
                "COALESCE(h.tenant, :tenant) = :tenant",
                "h.tenant = COALESCE(:tenant, h.tenant)",
                "lower(h.tenant) = :tenant",
                "tenant = CAST(:tenant AS varchar(4))",
                "tenant = CAST(:tenant AS char)",
                "tenant = :tenant::integer",
                "tenant = :tenant::\"text\"",
                "(m.tenant, h.tenant = m.tenant) = (:tenant, true)"
            })
    void fixed_heldLoosely(String condition) {
        String message =
                "its WHERE does not demand tenant = :%s as one of the conditions joined by AND, without a function,"
                        + " and with no cast but one to uuid or text: the column is fixed";

        assertThatThrownBy(() -> ofTenant(condition, List.of("id", "tenant")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message.formatted("tenant"));
        assertThatThrownBy(() -> ofTenant(condition, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message.formatted("parameter"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant = :tenant",
                ":tenant = h.tenant",
                "h.tenant = :tenant::uuid",
                "h.tenant = CAST(:tenant AS text)"
            })
    void fixed_held(String condition) {
        assertThat(ofTenant(condition, List.of("id", "tenant")).id()).containsExactly(0, 1);
        assertThat(ofTenant(condition, List.of()).id()).containsExactly(0, 1);
    }

    /** A name only says which of the parameters it is. */
    @Test
    void fixed_namedAmongOthers() {
        assertThat(ofTenant("tenant = :other AND tenant = :tenant", List.of("id", "tenant"))
                        .id())
                .containsExactly(0, 2);
        assertThatThrownBy(() -> ofTenant("tenant = :other AND owner = :tenant", List.of("id", "tenant")))
                .hasMessageContaining("does not demand tenant = :tenant");
    }

    @Test
    void table_oneOfSeveralOfTheName() {
        String sql = "DELETE FROM accounts WHERE id = :id AND version = :v";
        Demand none = new Demand(null, null, null, List.of(), "");

        assertThatThrownBy(() -> plan(sql, none, Account.TABLE, ACCOUNT_HOLDERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("several tables accounts are registered; name the class of its rows");
        assertThat(plan(sql, own(Holder.class)).table().rowType()).isEqualTo(Holder.class);
    }

    @Test
    void register_twice() {
        VersionedTables tables =
                config.get(VersionedTables.class).register(HOLDERS).register(HOLDERS);

        assertThatThrownBy(() -> tables.register(ACCOUNT_HOLDERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table must be the only one for the rows of " + Holder.class.getName() + ": there is "
                        + HOLDERS + " already");
        assertThat(tables.find(Holder.class)).contains(HOLDERS);
    }

    @Test
    void table_ofAnotherSchema() {
        Demand sales = Demand.of(Account.TABLE.named("sales.accounts"));

        assertThat(plan("DELETE FROM sales.accounts WHERE id = :id AND version = :v", sales)
                        .version())
                .isEqualTo(1);
        assertThatThrownBy(() -> plan("DELETE FROM old.accounts WHERE id = :id AND version = :v", sales))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it writes old.accounts, not sales.accounts");
    }

    @Test
    void table_quoteInItsName() {
        Demand demand = Demand.of(Account.TABLE.named("\"a\"\"b\""));

        assertThat(plan("DELETE FROM \"a\"\"b\" WHERE id = :id AND version = :v", demand)
                        .id())
                .containsExactly(0);
    }

    /** What is named goes before what is found. */
    @Test
    void named_inAnotherCondition() {
        Plan plan = named("DELETE FROM accounts WHERE id = :a AND id - 1 = :id AND version = :b AND version + 0 = :v");

        assertThat(plan.id()).containsExactly(1);
        assertThat(plan.version()).isEqualTo(3);
        assertThat(plan.named()).isEqualTo(new Plan.Named("", "id - 1 = ?", List.of(1)));
    }

    @Test
    void named_oneConditionForSeveralColumns() {
        Plan plan = plan(
                "DELETE FROM invoice_lines WHERE (invoice, number) = (:i, :n) AND version = :v",
                new Demand(Line.TABLE, null, null, List.of("i", "n"), "v"));

        assertThat(plan.id()).containsExactly(0, 1);
        assertThat(plan.named()).isEqualTo(new Plan.Named("", "(invoice, number) = (?, ?)", List.of(0, 1)));
    }

    @Test
    void named_oneConditionForEachColumn() {
        Plan plan = plan(
                "DELETE FROM invoice_lines WHERE number = :n AND invoice = :i AND version = :v",
                new Demand(Line.TABLE, null, null, List.of(), ""));

        assertThat(plan.id()).containsExactly(1, 0);
        assertThat(plan.named()).isEqualTo(new Plan.Named("", "invoice = ? AND number = ?", List.of(1, 0)));
    }

    /** Where its conditions cannot stand in a query of the table alone, the row is looked for by its columns. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM accounts WHERE (id, version) = (:id, :v)",
                "DELETE FROM accounts USING x WHERE id + x.tag = :id AND version = :v",
                "DELETE FROM accounts WHERE id = (SELECT :id) AND version = :v"
            })
    void named_conditionThatCannotStandAlone(String sql) {
        assertThat(named(sql).named()).isEqualTo(new Plan.Named("", "", List.of(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT version + 0 = :v", "(version = :v OR true) = true", "version < :v", "balance = :v"})
    void named_notDemanded(String condition) {
        assertThatThrownBy(() -> named("DELETE FROM accounts WHERE id = :id AND " + condition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its WHERE does not demand version = :v as one of the conditions joined by AND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NVL", "IFNULL"})
    void named_takesNullForZero(String function) {
        assertThatThrownBy(() -> named("UPDATE accounts SET version = version + 1 WHERE id = :id AND " + function
                        + "(version, 0) = :v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its WHERE takes a NULL version for 0, and its SET would leave it NULL; write version ="
                        + " COALESCE(version, 0) + 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            value = {
                "DELETE FROM accounts WHERE id = :id AND version = :v AND owner = $$ :x $$ => its parameters cannot be told"
                        + " apart from its texts and comments",
                "DELETE FROM accounts WHERE id = :id AND version = :v AND doc ?? 'x' => '?' stands for an operator; call the"
                        + " operator's function instead",
                "DELETE FROM accounts WHERE id = :id AND version = :v AND true; SELECT 1 => it is more than one statement",
                "DELETE FROM accounts WHERE id = :id AND version = :v AND true RETURNING id => RETURNING answers rows, and no"
                        + " count; leave it out, and use @GetGeneratedKeys",
                "EXPLAIN DELETE FROM accounts WHERE id = :id AND version = :v => it is no UPDATE and no DELETE",
                "UPDATE accounts NATURAL JOIN x SET version = version + 1 WHERE id = :id AND version = :v => the table that"
                        + " it writes is not understood",
                "DELETE FROM accounts WHERE true XOR id = 1 AND id = :id AND version = :v => its WHERE has an OR that is not"
                        + " in parentheses",
                "DELETE FROM accounts WHERE true OR id = 1 AND id = :id AND version = :v => its WHERE has an OR that is not"
                        + " in parentheses",
                "DELETE FROM accounts WHERE true || id = 1 AND id = :id AND version = :v => its WHERE has a || that is not"
                        + " in parentheses, which some databases read as OR",
                "DELETE FROM accounts WHERE id = :id AND version = CAST(:v + 1 AS bigint) => its WHERE does not demand"
                        + " version = :parameter as one of the conditions joined by AND",
                "DELETE FROM accounts WHERE id = :id AND version = CAST(:v AS bigint) IN (0, 1) => its WHERE does not demand"
                        + " version = :parameter as one of the conditions joined by AND"
            })
    void unsound_saysWhy(String sql, String message) {
        assertThatThrownBy(() -> plan(sql, Demand.of(Account.TABLE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM accounts WHERE id = :id AND version = :v ORDER BY owner LIMIT 1",
                "DELETE FROM accounts USING x WHERE accounts.id = :id AND accounts.version = :v",
                "DELETE FROM `accounts` WHERE `id` = :id AND `version` = :v",
                "DELETE FROM accounts WHERE id =-- the row\n :id AND version =/* as read */:v",
                "DELETE FROM accounts WHERE id = :id AND version = :v AND owner = $a$ OR $$ $a$",
                "DELETE FROM accounts WHERE id = :id AND version = :v AND (doc #>> path) = 'x' AND (doc #- path) IS NULL",
                "UPDATE accounts SET active = owner IS DISTINCT FROM 'x', version = version + 1 WHERE id = :id AND version = :v"
            })
    void sound_clausesAround(String sql) {
        assertThat(plan(sql, Demand.of(Account.TABLE)))
                .extracting(Plan::id, Plan::version)
                .containsExactly(List.of(0), 1);
    }
}
