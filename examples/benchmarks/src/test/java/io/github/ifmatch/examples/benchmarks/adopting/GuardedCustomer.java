package io.github.ifmatch.examples.benchmarks.adopting;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.SQLDelete;
import org.hibernate.jdbc.Expectation;

/** The row as Hibernate has it where a guard on PostgreSQL refuses deletes that do not prove themselves. For one thread at a time. */
// region adopting-jpa-guard
@Entity
@Table(name = "customers")
@SQLDelete(
        sql = "DELETE FROM customers WHERE id = ? AND version = ? AND set_config('ifmatch.deletes',"
                + " concat('customers ', pg_trigger_depth(), ' ', extract(epoch FROM statement_timestamp())), true) IS NOT NULL",
        verify = Expectation.RowCount.class)
class GuardedCustomer {

    @Id
    long id;

    String name;

    int discount;

    @Version
    long version;
}
// endregion
