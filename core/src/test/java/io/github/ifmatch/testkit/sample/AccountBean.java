package io.github.ifmatch.testkit.sample;

import io.github.ifmatch.Shape;
import io.github.ifmatch.Table;
import java.math.BigDecimal;

/** A row of {@link Account}'s table as a JavaBean, without an equals. For one thread at a time. */
public final class AccountBean {

    public static final Table<AccountBean, Long> TABLE = Table.of(
                    Shape.ofBean(AccountBean.class).without("label"), Long.class)
            .named("accounts");

    private long id;
    private String owner = "";
    private BigDecimal balance = BigDecimal.ZERO;
    private long version;

    private AccountBean() {}

    public static AccountBean of(long id, String owner, String balance, long version) {
        AccountBean row = new AccountBean().setOwner(owner);
        row.setId(id);
        row.setBalance(new BigDecimal(balance));
        row.setVersion(version);
        return row;
    }

    public long getId() {
        return id;
    }

    public void setId(long newId) {
        id = newId;
    }

    public String getOwner() {
        return owner;
    }

    public AccountBean setOwner(String newOwner) {
        owner = newOwner;
        return this;
    }

    public BigDecimal getBalance() {
        return balance;
    }

    /** Two decimals at least: a database need not keep those that are zero. */
    public void setBalance(BigDecimal newBalance) {
        balance = newBalance.scale() < 2 ? newBalance.setScale(2) : newBalance;
    }

    public long getVersion() {
        return version;
    }

    private void setVersion(long newVersion) {
        version = newVersion;
    }

    /** Computed. */
    public String getLabel() {
        return owner + " " + id;
    }

    @Override
    public String toString() {
        return id + " " + owner + " " + balance + " v" + version;
    }
}
