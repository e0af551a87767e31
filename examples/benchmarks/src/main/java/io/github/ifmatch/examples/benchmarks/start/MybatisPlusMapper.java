package io.github.ifmatch.examples.benchmarks.start;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import com.baomidou.mybatisplus.annotation.Version;
import com.baomidou.mybatisplus.core.MybatisConfiguration;
import com.baomidou.mybatisplus.core.MybatisSqlSessionFactoryBuilder;
import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.baomidou.mybatisplus.extension.plugins.MybatisPlusInterceptor;
import com.baomidou.mybatisplus.extension.plugins.inner.OptimisticLockerInnerInterceptor;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** MyBatis-Plus's {@code updateById}, with its plugin that checks the version. For one thread at a time. */
final class MybatisPlusMapper implements Way {

    @Override
    public void update(DataSource dataSource, Item edited) {
        MybatisPlusInterceptor plugins = new MybatisPlusInterceptor();
        plugins.addInnerInterceptor(new OptimisticLockerInnerInterceptor());
        MybatisConfiguration configuration =
                new MybatisConfiguration(new Environment("start", new JdbcTransactionFactory(), dataSource));
        configuration.addInterceptor(plugins);
        configuration.addMapper(Mapper.class);
        SqlSessionFactory sessions = new MybatisSqlSessionFactoryBuilder().build(configuration);
        try (SqlSession session = sessions.openSession(true)) {
            Way.requireOne(session.getMapper(Mapper.class).updateById(new Row(edited)));
        }
    }

    /** What MyBatis-Plus implements. For one thread at a time, like the session. */
    interface Mapper extends BaseMapper<Row> {}

    /** The row as MyBatis-Plus wants it. For one thread at a time. */
    @TableName("products")
    @SuppressWarnings("UnusedVariable") // MyBatis-Plus reads them
    static final class Row {

        @TableId(type = IdType.INPUT)
        private final long id;

        private final String sku;
        private final String name;
        private final BigDecimal price;
        private final int stock;
        private final boolean active;
        private final OffsetDateTime changedAt;

        @Version
        private long version;

        Row(Item row) {
            this.id = row.id();
            this.sku = row.sku();
            this.name = row.name();
            this.price = row.price();
            this.stock = row.stock();
            this.active = row.active();
            this.changedAt = row.changedAt();
            this.version = row.version();
        }
    }
}
