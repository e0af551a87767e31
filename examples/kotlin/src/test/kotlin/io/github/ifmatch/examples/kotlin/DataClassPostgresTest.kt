package io.github.ifmatch.examples.kotlin

import io.github.ifmatch.dialects.PostgresDialect
import io.github.ifmatch.testkit.PostgresTestDatabase

class DataClassPostgresTest : DataClassCases(PostgresTestDatabase(PostgresDialect()))
