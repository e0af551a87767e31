package io.github.ifmatch.examples.twotabs;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.examples.twotabs.rules.Pool;
import java.util.UUID;

class H2FlowTest extends FlowContract {

    @Override
    HikariDataSource open() {
        return Pool.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null);
    }
}
