package io.github.ifmatch.examples.twotabs;

import com.zaxxer.hikari.HikariDataSource;

class H2ContentTest extends ContentContract {

    @Override
    HikariDataSource open() {
        return Databases.h2();
    }
}
