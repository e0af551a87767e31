package io.github.ifmatch.examples.benchmarks.adopting;

import io.github.ifmatch.Table;

/** The row as Ifmatch has it; the other library has a class of its own. Immutable. */
// region adopting-customer
record Customer(long id, String name, int discount, long version) {

    static final Table<Customer, Long> TABLE =
            Table.of(Customer.class, Long.class).named("customers");

    Customer withName(String newName) {
        return new Customer(id, newName, discount, version);
    }

    Customer withDiscount(int newDiscount) {
        return new Customer(id, name, newDiscount, version);
    }
}
// endregion
