package io.github.ifmatch.examples.twotabs;

import org.junit.jupiter.api.Tag;
import com.zaxxer.hikari.HikariDataSource;

@Tag("thorough")
class PostgresRuleRaceTest extends RuleRaceContract {

    @Override
    HikariDataSource open() {
        return Databases.postgres();
    }
}
