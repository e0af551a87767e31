package io.github.ifmatch.examples.twotabs;

import com.zaxxer.hikari.HikariDataSource;

class H2RuleRaceTest extends RuleRaceContract {

    @Override
    HikariDataSource open() {
        return Databases.h2();
    }
}
