package io.github.ifmatch.examples.twotabs;

import com.zaxxer.hikari.HikariDataSource;

class PostgresContentTest extends ContentContract {

    @Override
    HikariDataSource open() {
        return Databases.postgres();
    }
}
