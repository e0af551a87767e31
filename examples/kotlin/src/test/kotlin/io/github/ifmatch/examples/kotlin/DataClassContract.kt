package io.github.ifmatch.examples.kotlin

import io.github.ifmatch.dialects.H2Dialect
import io.github.ifmatch.dialects.PostgresDialect
import io.github.ifmatch.testkit.H2TestDatabase
import io.github.ifmatch.testkit.PostgresTestDatabase
import io.github.ifmatch.testkit.TestDatabase
import io.github.ifmatch.testkit.write.ShapeContract
import java.math.BigDecimal

/** What is promised of records holds for a data class. */
abstract class DataClassContract(given: TestDatabase) : ShapeContract<Customer>(Customer.TABLE) {

    init {
        database = given
    }

    override fun row(id: Long, owner: String, balance: String, version: Long) =
        Customer(id, owner, BigDecimal(balance).setScale(2), version)

    override fun renamed(row: Customer, owner: String) = row.copy(owner = owner)
}

class DataClassContractH2Test : DataClassContract(H2TestDatabase(H2Dialect()))

class DataClassContractPostgresTest : DataClassContract(PostgresTestDatabase(PostgresDialect()))
