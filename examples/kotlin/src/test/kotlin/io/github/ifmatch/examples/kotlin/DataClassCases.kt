package io.github.ifmatch.examples.kotlin

import io.github.ifmatch.Applied
import io.github.ifmatch.Conflict
import io.github.ifmatch.Edit
import io.github.ifmatch.MappingException
import io.github.ifmatch.UnfitValueException
import io.github.ifmatch.VersionedRepository
import io.github.ifmatch.testkit.TestDatabase
import java.math.BigDecimal
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test

/** Data classes as rows of one database. */
abstract class DataClassCases(private val database: TestDatabase) {

    private lateinit var accounts: VersionedRepository<Account, Long>

    @BeforeEach
    fun createTable() {
        database.drop("kt_accounts")
        database.execute(Account.CREATE)
        accounts = database.repository(Account.TABLE)
    }

    private fun insert() = accounts.insert(Account(7, "Ann", null, 3, null, BigDecimal("10.00")))

    @Test
    fun insert_defaultsAreTheCallers() {
        val ann = accounts.insert(Account(owner = "Ann"))

        assertThat(ann.id).isPositive()
        assertThat(ann).isEqualTo(Account(ann.id, "Ann", "nobody", 1, 7, BigDecimal("0.00"), 1))
    }

    @Test
    fun update_copy() {
        val ann = insert()

        val anne = accounts.update(ann.copy(owner = "Anne", nickname = "A"))

        assertThat(anne).isEqualTo(Account(7, "Anne", "A", 3, null, BigDecimal("10.00"), 2))
        assertThat(accounts.get(7)).isEqualTo(anne)
        assertThat(anne.rank()).isNull()
    }

    /** A NULL column is null, and not the parameter's default. */
    @Test
    fun read_nullIsNoDefault() {
        database.execute("INSERT INTO kt_accounts (id, owner, pieces, balance, version) VALUES (8, 'Bob', 2, 5, 1)")

        val bob = accounts.get(8)

        assertThat(bob.nickname).isNull()
        assertThat(bob.rank()).isNull()
    }

    @Test
    fun read_nullOfAParameterThatCannotBe() {
        database.execute("INSERT INTO kt_accounts (id, pieces, balance, version) VALUES (8, 2, 5, 1)")
        database.execute("INSERT INTO kt_accounts (id, owner, balance, version) VALUES (9, 'Bob', 5, 1)")

        assertThatThrownBy { accounts.get(8) }
            .isInstanceOf(MappingException::class.java)
            .hasMessage(
                "kt_accounts.owner is NULL, which the component owner (java.lang.String) cannot hold: let its Kotlin type" +
                    " be nullable",
            )
        assertThatThrownBy { accounts.get(9) }
            .isInstanceOf(MappingException::class.java)
            .hasMessage(
                "kt_accounts.pieces is NULL, which the component pieces (int) cannot hold: let its Kotlin type be nullable",
            )
    }

    @Test
    fun patch_namedNull() {
        insert()

        assertThat(accounts.patch(7, 1, mapOf("rank" to 4)).rank()).isEqualTo(4)
        assertThatThrownBy { accounts.patch(7, 2, mapOf("owner" to null)) }
            .isInstanceOf(UnfitValueException::class.java)
            .hasMessage("kt_accounts.owner takes a java.lang.String: null")
    }

    @Test
    fun conflict_andMerge() {
        val ann = insert()
        accounts.update(ann.copy(balance = BigDecimal("30.00")))
        val mine = ann.copy(owner = "Anne")

        val outcome = accounts.tryUpdate(mine)
        val merged = accounts.update(mine, Account.TABLE.mergeFrom(ann))

        assertThat(outcome).isInstanceOf(Conflict::class.java)
        assertThat((outcome as Conflict<Account>).differences(ann).sentence())
            .isEqualTo("balance was changed by someone else; your change of owner is untouched")
        assertThat(merged).isEqualTo(Account(7, "Anne", null, 3, null, BigDecimal("30.00"), 3))
    }

    @Test
    fun modifyAndBatches() {
        val ann = insert()

        val modified = accounts.modify(7) { it.copy(pieces = it.pieces + 1) }
        val patched = accounts.patchAll(listOf(Edit(modified, modified.copy(nickname = "A"))))

        assertThat(patched).containsExactly(ann.copy(pieces = 4, nickname = "A", version = 3))
    }

    /** It has a var of its own, so that it can be changed in place: not all that can is a component. */
    @Test
    fun patch_oneObject() {
        val ann = insert()

        assertThatThrownBy { accounts.patch(ann, ann) }.isInstanceOf(IllegalArgumentException::class.java)
        database.drop("kt_lines")
        database.execute(
            "CREATE TABLE kt_lines (order_id bigint, position integer, article varchar(50), version bigint NOT NULL," +
                " PRIMARY KEY (order_id, position))",
        )
        val lines = database.repository(Line.TABLE)
        val line = lines.insert(Line(LineId(1, 2), "nut"))
        assertThat(lines.tryPatch(line, line)).isEqualTo(Applied(line))
        assertThat(lines.get(LineId(1, 2))).isEqualTo(Line(LineId(1, 2), "nut", 1))
    }

    @Test
    fun bean_ofVars() {
        val people = database.repository(Person.TABLE)

        val ann = people.insert(Person(owner = "Ann"))
        val anne = people.modify(ann.id) { it.apply { owner = "Anne" } }

        assertThat(ann.owner).isEqualTo("Ann")
        assertThat(anne.owner).isEqualTo("Anne")
        assertThat(anne.version).isEqualTo(2)
    }
}
