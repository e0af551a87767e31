package io.github.ifmatch.examples.twotabs;

import org.junit.jupiter.api.Tag;
import com.zaxxer.hikari.HikariDataSource;

@Tag("thorough")
class PostgresFailuresTest extends FailuresTest {

    @Override
    HikariDataSource open() {
        return Databases.postgres();
    }
}
