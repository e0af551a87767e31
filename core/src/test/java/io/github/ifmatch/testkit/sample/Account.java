package io.github.ifmatch.testkit.sample;

import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.TestDatabase;
import java.math.BigDecimal;

/** The row that most contracts use. Immutable. */
public record Account(long id, String owner, BigDecimal balance, long version) {

    /** Two decimals at least: a database need not keep those that are zero. */
    public Account {
        balance = balance != null && balance.scale() < 2 ? balance.setScale(2) : balance;
    }

    public static final Table<Account, Long> TABLE =
            Table.of(Account.class, Long.class).named("accounts");

    public static final String CREATE = "CREATE TABLE accounts (id {identity},"
            + " owner varchar(50) NOT NULL, balance numeric(12, 2) NOT NULL, version bigint NOT NULL)";

    /** Makes the table anew, without a row. */
    public static void create(TestDatabase database) {
        database.drop("accounts");
        database.execute(CREATE);
    }

    public static Account of(String owner, int balance) {
        return new Account(0, owner, BigDecimal.valueOf(balance), 0);
    }

    /** An amount as the column stores it: {@code "10.00"}. */
    public static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    public Account withId(long newId) {
        return new Account(newId, owner, balance, version);
    }

    public Account withOwner(String newOwner) {
        return new Account(id, newOwner, balance, version);
    }

    public Account withBalance(int newBalance) {
        return new Account(id, owner, BigDecimal.valueOf(newBalance), version);
    }

    /** The row as the column's two decimals store it. */
    public Account scaled() {
        return new Account(id, owner, balance.setScale(2), version);
    }

    public Account withVersion(long newVersion) {
        return new Account(id, owner, balance, newVersion);
    }
}
