package io.github.ifmatch.examples.twotabs;

import com.zaxxer.hikari.HikariDataSource;

class H2FlowTest extends FlowContract {

    @Override
    HikariDataSource open() {
        return Databases.h2();
    }
}
