package io.github.ifmatch.examples.twotabs;

import com.zaxxer.hikari.HikariDataSource;

class PostgresFlowTest extends FlowContract {

    @Override
    HikariDataSource open() {
        return Databases.postgres();
    }
}
