package io.github.ifmatch.examples.twotabs;

import com.zaxxer.hikari.HikariDataSource;

class PostgresRuleRaceTest extends RuleRaceContract {

    @Override
    HikariDataSource open() {
        return Databases.postgres();
    }
}
