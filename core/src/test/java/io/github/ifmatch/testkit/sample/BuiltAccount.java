package io.github.ifmatch.testkit.sample;

import io.github.ifmatch.Shape;
import io.github.ifmatch.Table;
import java.math.BigDecimal;

/** A row of {@link Account}'s table that a builder makes, without an equals. Immutable. */
public final class BuiltAccount {

    public static final Table<BuiltAccount, Long> TABLE = Table.of(
                    Shape.ofBuilder(BuiltAccount.class, BuiltAccount::builder), Long.class)
            .named("accounts");

    private final long id;
    private final String owner;
    private final BigDecimal balance;
    private final long version;

    private BuiltAccount(Builder builder) {
        id = builder.id;
        owner = builder.owner;
        balance = builder.balance;
        version = builder.version;
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        return new Builder().id(id).owner(owner).balance(balance).version(version);
    }

    /** As Lombok's withers: the row itself where nothing changes. */
    public BuiltAccount withOwner(String newOwner) {
        return owner.equals(newOwner) ? this : toBuilder().owner(newOwner).build();
    }

    public long id() {
        return id;
    }

    public String owner() {
        return owner;
    }

    public BigDecimal balance() {
        return balance;
    }

    public long version() {
        return version;
    }

    @Override
    public String toString() {
        return id + " " + owner + " " + balance + " v" + version;
    }

    /** For one thread at a time. */
    public static final class Builder {
        private long id;
        private String owner = "";
        private BigDecimal balance = BigDecimal.ZERO;
        private long version;

        private Builder() {}

        public Builder id(long newId) {
            id = newId;
            return this;
        }

        public Builder owner(String newOwner) {
            owner = newOwner;
            return this;
        }

        /** Two decimals at least: a database need not keep those that are zero. */
        public Builder balance(BigDecimal newBalance) {
            balance = newBalance.scale() < 2 ? newBalance.setScale(2) : newBalance;
            return this;
        }

        public Builder version(long newVersion) {
            version = newVersion;
            return this;
        }

        public BuiltAccount build() {
            return new BuiltAccount(this);
        }
    }
}
