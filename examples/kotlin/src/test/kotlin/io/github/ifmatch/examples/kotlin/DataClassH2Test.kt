package io.github.ifmatch.examples.kotlin

import io.github.ifmatch.dialects.H2Dialect
import io.github.ifmatch.testkit.H2TestDatabase

class DataClassH2Test : DataClassCases(H2TestDatabase(H2Dialect()))
