package io.github.ifmatch.examples.kotlin

import io.github.ifmatch.Shape
import io.github.ifmatch.Table
import java.math.BigDecimal

/** Components of all kinds, two neighbours of one type, and properties that are no components. */
data class Account(
    val id: Long = 0,
    val owner: String,
    val nickname: String? = "nobody",
    internal val pieces: Int = 1,
    private val rank: Int? = 7,
    val balance: BigDecimal = BigDecimal.ZERO,
    val version: Long = 0,
) {
    constructor(name: String) : this(owner = name)

    val label: String
        get() = "$owner $id"

    var note: String = "new"

    fun rank(): Int? = rank

    companion object {
        val TABLE: Table<Account, Long> = Table.of(Account::class.java, Long::class.java).named("kt_accounts")

        const val CREATE = "CREATE TABLE kt_accounts (id {identity}, owner varchar(50), nickname varchar(50), pieces integer," +
            " rank integer, balance numeric(12, 2), version bigint NOT NULL)"
    }
}

/** A row of the contract's table. */
data class Customer(val id: Long = 0, val owner: String, val balance: BigDecimal, val version: Long = 0) {

    override fun toString() = "$id $owner $balance v$version"

    companion object {
        val TABLE: Table<Customer, Long> = Table.of(Customer::class.java, Long::class.java).named("accounts")
    }
}

/** The id of a line, which must be a record: with [JvmRecord] a data class is one. */
@JvmRecord
data class LineId(val orderId: Long, val position: Int)

data class Line(val id: LineId, val article: String, val version: Long = 0) {
    companion object {
        val TABLE: Table<Line, LineId> = Table.of(Line::class.java, LineId::class.java).named("kt_lines")
    }
}

@JvmRecord
data class Tag(val id: Long, val name: String, val version: Long = 0)

/** No data class, and so a bean: each parameter has a default, so there is a constructor without parameters. */
class Person(var id: Long = 0, var owner: String = "", var version: Long = 0) {
    companion object {
        val TABLE: Table<Person, Long> = Table.of(Shape.ofBean(Person::class.java), Long::class.java).named("kt_accounts")
    }
}

@JvmInline
value class AccountId(val number: Long)

data class Wrapped(val id: AccountId, val version: Long)

/** Neither data class nor bean. */
class Plain(val id: Long, val version: Long)

data class Pair3<T>(val id: Long, val payload: T, val version: Long)
