package io.github.ifmatch.examples.twotabs;

import com.zaxxer.hikari.HikariDataSource;

class PostgresFailuresTest extends FailuresTest {

    @Override
    HikariDataSource open() {
        return Databases.postgres();
    }
}
