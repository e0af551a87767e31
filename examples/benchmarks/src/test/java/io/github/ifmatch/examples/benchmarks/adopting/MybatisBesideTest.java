package io.github.ifmatch.examples.benchmarks.adopting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.baomidou.mybatisplus.core.MybatisConfiguration;
import com.baomidou.mybatisplus.core.MybatisSqlSessionFactoryBuilder;
import com.baomidou.mybatisplus.core.toolkit.GlobalConfigUtils;
import com.baomidou.mybatisplus.extension.plugins.MybatisPlusInterceptor;
import com.baomidou.mybatisplus.extension.plugins.inner.OptimisticLockerInnerInterceptor;
import io.github.ifmatch.Applied;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.dialects.H2Dialect;
import io.github.ifmatch.dialects.PostgresDialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MyBatis-Plus with its optimistic locker, MyBatis by hand, and Ifmatch on one table. */
class MybatisBesideTest {

    @Nested
    class OnH2 extends Cases {
        OnH2() {
            super(new H2TestDatabase(new H2Dialect()));
        }
    }

    @Nested
    @Tag("thorough")
    class OnPostgres extends Cases {
        OnPostgres() {
            super(new PostgresTestDatabase(new PostgresDialect()));
        }
    }

    abstract static class Cases extends BesideContract<CustomerBean> {

        private SqlSessionFactory sessions;

        Cases(TestDatabase database) {
            super(database);
        }

        @Override
        void open(DataSource dataSource) {
            MybatisConfiguration configuration =
                    new MybatisConfiguration(new Environment("adopting", new JdbcTransactionFactory(), dataSource));
            GlobalConfigUtils.setGlobalConfig(
                    configuration, GlobalConfigUtils.defaults().setBanner(false));
            // region adopting-mybatis-plus-locker
            MybatisPlusInterceptor plugins = new MybatisPlusInterceptor();
            plugins.addInnerInterceptor(new OptimisticLockerInnerInterceptor()); // without it @Version does nothing
            configuration.addInterceptor(plugins);
            // endregion
            configuration.addMapper(CustomerMapper.class);
            sessions = new MybatisSqlSessionFactoryBuilder().build(configuration);
        }

        @Override
        void close() {}

        private <T> T with(Function<CustomerMapper, T> work) {
            try (SqlSession session = sessions.openSession(true)) {
                return work.apply(session.getMapper(CustomerMapper.class));
            }
        }

        /** The version is null and so left out: the column's default counts. */
        @Override
        long insert(String name) {
            CustomerBean bean = new CustomerBean();
            bean.id = nextId();
            bean.name = name;
            bean.discount = 0;
            int count = with(mapper -> mapper.insert(bean));
            assertThat(count).isEqualTo(1);
            return bean.id;
        }

        @Override
        long firstVersion() {
            return 1;
        }

        @Override
        CustomerBean read(long id) {
            return with(mapper -> mapper.selectById(id));
        }

        /** The count is all that it says. */
        @Override
        void write(CustomerBean held, int discount) {
            held.discount = discount;
            int count = with(mapper -> mapper.updateById(held));
            if (count != 1) {
                throw new IllegalStateException("no row was written");
            }
        }

        @Override
        void delete(CustomerBean held) {
            int count = with(mapper -> mapper.deleteById(held.id));
            assertThat(count).isEqualTo(1);
        }

        @Override
        boolean checksDeletes() {
            return false;
        }

        @Override
        Class<? extends Throwable> conflict() {
            return IllegalStateException.class;
        }

        @Test
        void withoutVersionInTheBean_isWrittenUnchecked() {
            long id = insert("Ann");
            Customer ours = customers.get(id);
            CustomerBean bean = new CustomerBean();
            bean.id = id;
            bean.discount = 5;

            int count = with(mapper -> mapper.updateById(bean));

            assertThat(count).isEqualTo(1);
            assertThat(customers.get(id)).isEqualTo(new Customer(id, "Ann", 5, 1));
            assertThat(customers.tryUpdate(ours.withName("Anne"))).isInstanceOf(Applied.class); // the discount is lost
            assertThat(customers.get(id)).isEqualTo(new Customer(id, "Anne", 0, 2));
        }

        @Test
        void byHand_confirmed() {
            long id = insert("Ann");

            setDiscount(id, 1);
            assertThat(customers.get(id)).isEqualTo(new Customer(id, "Ann", 5, 2));

            assertThatThrownBy(() -> setDiscount(id, 1))
                    .isInstanceOfSatisfying(ConflictException.class, conflict -> assertThat(
                                    conflict.current(Customer.class))
                            .isEqualTo(new Customer(id, "Ann", 5, 2)));
        }

        private void setDiscount(long id, long version) {
            // region adopting-mybatis
            try (SqlSession session = sessions.openSession()) {
                int count = session.getMapper(CustomerMapper.class).setDiscount(id, version, 5);
                customers.on(session.getConnection()).confirm(id, version, count); // ConflictException, with the row
                session.commit();
            }
            // endregion
        }
    }
}
