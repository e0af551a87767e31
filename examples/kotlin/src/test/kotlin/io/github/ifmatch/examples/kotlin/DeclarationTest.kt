package io.github.ifmatch.examples.kotlin

import io.github.ifmatch.MappingException
import io.github.ifmatch.Table
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

/** What [Table.of] finds in Kotlin's classes, and what it refuses, with the whole message. */
class DeclarationTest {

    private val here = DeclarationTest::class.java.packageName

    @Test
    fun of_dataClass() {
        val row = Account(7, "Ann", version = 3)

        assertThat(Account.TABLE.id(row)).isEqualTo(7L)
        assertThat(Account.TABLE.version(row)).isEqualTo(3L)
        assertThat(Account.TABLE.withVersion(row, 4)).isEqualTo(row.copy(version = 4))
        assertThat(Account.TABLE.with(row, mapOf("nickname" to "A"))).isEqualTo(row.copy(nickname = "A"))
        assertThat(Account.TABLE).isEqualTo(Table.of(Account::class.java, Long::class.java).named("kt_accounts"))
        assertThatThrownBy { Account.TABLE.column("note", "notes") }
            .hasMessageContaining("there are id, owner, nickname, pieces, rank, balance, version.")
    }

    @Test
    fun of_dataClassOfARecord() {
        assertThat(Table.of(Tag::class.java, Long::class.java).version(Tag(1, "new", 2))).isEqualTo(2L)
    }

    @Test
    fun of_typeVariable() {
        val table = Table.of(Pair3::class.java, Long::class.java)

        assertThat(table.version(Pair3(1, null, 2))).isEqualTo(2L)
    }

    /** Compiled by others: what is found is right, only that it has no version. */
    @Test
    fun of_dataClassOfTheStandardLibrary() {
        assertThatThrownBy { Table.of(Triple::class.java, Any::class.java).column("fourth", "x") }
            .isInstanceOf(MappingException::class.java)
            .hasMessage(
                "triple (Triple): no component is named version, the version; no other component could be it, so add one",
            )
        assertThatThrownBy { Table.of(MatchGroup::class.java, String::class.java) }
            .hasMessageStartingWith("match_group (MatchGroup): no component is named version")
    }

    @Test
    fun of_valueClass() {
        assertThatThrownBy { Table.of(Wrapped::class.java, Long::class.java) }
            .isInstanceOf(MappingException::class.java)
            .hasMessage(
                "$here.Wrapped: the type of id is a value class, which is lost in Java: give it the type inside, or" +
                    " describe the row, Table.of(Shape.of(…), …)",
            )
    }

    @Test
    fun of_noDataClass() {
        assertThatThrownBy { Table.of(Plain::class.java, Long::class.java) }
            .isInstanceOf(MappingException::class.java)
            .hasMessage("$here.Plain is not a record: make it a data class, or describe it, Table.of(Shape.of(…), …)")
        assertThatThrownBy { Table.of(Person::class.java, Long::class.java) }
            .isInstanceOf(MappingException::class.java)
            .hasMessage("$here.Person is not a record: use Table.of(Shape.ofBean(Person.class), …)")
    }
}
