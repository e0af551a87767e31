package io.github.ifmatch.examples.benchmarks.peers.library;

import com.baomidou.mybatisplus.core.MybatisConfiguration;
import com.baomidou.mybatisplus.core.MybatisSqlSessionFactoryBuilder;
import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.baomidou.mybatisplus.core.toolkit.GlobalConfigUtils;
import com.baomidou.mybatisplus.extension.plugins.MybatisPlusInterceptor;
import com.baomidou.mybatisplus.extension.plugins.inner.OptimisticLockerInnerInterceptor;
import io.github.ifmatch.examples.benchmarks.peers.row.BeanRow;
import io.github.ifmatch.examples.benchmarks.peers.row.ItemBean;
import io.github.ifmatch.examples.benchmarks.peers.row.LineBean;
import io.github.ifmatch.examples.benchmarks.peers.row.WideBean;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/**
 * MyBatis-Plus with its optimistic locker, a session for each operation. The locker counts the version up in the bean before it
 * sends, and leaves it there when the update is refused. Thread-safe.
 */
final class MybatisPeer<R extends BeanRow<R>> implements Peer<R> {

    private final SqlSessionFactory sessions;
    private final Class<? extends BaseMapper<R>> mapper;

    MybatisPeer(DataSource dataSource, Class<? extends BaseMapper<R>> mapper) {
        MybatisConfiguration configuration =
                new MybatisConfiguration(new Environment("peers", new JdbcTransactionFactory(), dataSource));
        GlobalConfigUtils.setGlobalConfig(
                configuration, GlobalConfigUtils.defaults().setBanner(false));
        MybatisPlusInterceptor interceptor = new MybatisPlusInterceptor();
        interceptor.addInnerInterceptor(new OptimisticLockerInnerInterceptor());
        configuration.addInterceptor(interceptor);
        configuration.addMapper(mapper);
        this.sessions = new MybatisSqlSessionFactoryBuilder().build(configuration);
        this.mapper = mapper;
    }

    /** Of the ten columns. For one thread at a time, like its session. */
    interface Items extends BaseMapper<ItemBean> {}

    /** Of the seven columns. For one thread at a time, like its session. */
    interface Lines extends BaseMapper<LineBean> {}

    /** Of the 60 columns. For one thread at a time, like its session. */
    interface Wide extends BaseMapper<WideBean> {}

    @Override
    public R find(long id) {
        try (SqlSession session = sessions.openSession(true)) {
            return session.getMapper(mapper).selectById(id);
        }
    }

    @Override
    public R change(long id) {
        try (SqlSession session = sessions.openSession()) {
            BaseMapper<R> rows = session.getMapper(mapper);
            R row = rows.selectById(id).edited();
            required(rows.updateById(row));
            session.commit();
            return row;
        }
    }

    @Override
    public R update(R row) {
        try (SqlSession session = sessions.openSession(true)) {
            required(session.getMapper(mapper).updateById(row));
            return row;
        }
    }

    @Override
    public R hit(long id) {
        while (true) {
            try (SqlSession session = sessions.openSession(true)) {
                BaseMapper<R> rows = session.getMapper(mapper);
                R row = rows.selectById(id).edited();
                if (rows.updateById(row) == 1) {
                    return row;
                }
            }
        }
    }

    /** What is null is left out of the statement. */
    @Override
    public R patch(R row) {
        R partial = update(row.patch());
        R patched = row.stocked(partial.stock());
        patched.setVersion(partial.version());
        return patched;
    }

    @Override
    public R insert(R row) {
        row.setVersion(1);
        try (SqlSession session = sessions.openSession(true)) {
            required(session.getMapper(mapper).insert(row));
            return row;
        }
    }

    /** Its locker leaves deletes alone. */
    @Override
    public R delete(R row) {
        try (SqlSession session = sessions.openSession(true)) {
            required(session.getMapper(mapper)
                    .delete(new QueryWrapper<R>().eq("id", row.id()).eq("version", row.version())));
            return row;
        }
    }

    @Override
    public Written<R> updateAll(List<R> rows) {
        try (SqlSession session = sessions.openSession(ExecutorType.BATCH)) {
            long[] versions = rows.stream().mapToLong(R::version).toArray();
            rows.forEach(session.getMapper(mapper)::updateById);
            int[] counts = session.flushStatements().stream()
                    .flatMapToInt(result -> IntStream.of(result.getUpdateCounts()))
                    .toArray();
            session.commit();
            for (int i = 0; i < counts.length; i++) {
                rows.get(i).setVersion(versions[i] + counts[i]);
            }
            return new Written<>(IntStream.of(counts).sum(), rows);
        }
    }

    private static void required(int count) {
        if (count != 1) {
            throw new StaleException();
        }
    }
}
