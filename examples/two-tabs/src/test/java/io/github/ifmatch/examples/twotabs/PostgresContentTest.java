package io.github.ifmatch.examples.twotabs;

import org.junit.jupiter.api.Tag;
import com.zaxxer.hikari.HikariDataSource;

@Tag("thorough")
class PostgresContentTest extends ContentContract {

    @Override
    HikariDataSource open() {
        return Databases.postgres();
    }
}
