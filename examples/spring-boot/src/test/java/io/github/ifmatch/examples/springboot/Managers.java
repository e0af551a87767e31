package io.github.ifmatch.examples.springboot;

import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.jta.JtaTransactionManager;

/** The transaction managers of Spring's, each with a data source that fits. */
enum Managers {
    DATA_SOURCE {
        @Override
        PlatformTransactionManager over(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }
    },
    JDBC {
        @Override
        PlatformTransactionManager over(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }
    },
    JPA {
        @Override
        PlatformTransactionManager over(DataSource dataSource) {
            return new JpaTransactionManager(entities(dataSource));
        }
    },
    JTA {
        @Override
        DataSource dataSource(String url) {
            try {
                return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(pool -> pool.maxSize(8)
                                .transactionIntegration(new NarayanaTransactionIntegration(
                                        com.arjuna.ats.jta.TransactionManager.transactionManager(),
                                        new com.arjuna.ats.internal.jta.transaction.arjunacore
                                                .TransactionSynchronizationRegistryImple()))
                                .connectionFactoryConfiguration(connections -> connections.jdbcUrl(url))));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        PlatformTransactionManager over(DataSource dataSource) {
            JtaTransactionManager manager = new JtaTransactionManager(
                    com.arjuna.ats.jta.UserTransaction.userTransaction(),
                    com.arjuna.ats.jta.TransactionManager.transactionManager());
            manager.afterPropertiesSet();
            return manager;
        }
    };

    /** A pool. */
    DataSource dataSource(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(8);
        return pool;
    }

    abstract PlatformTransactionManager over(DataSource dataSource);

    /** Hibernate, which knows {@link ProductEntity}. */
    static EntityManagerFactory entities(DataSource dataSource) {
        LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
        bean.setDataSource(dataSource);
        bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        bean.setPackagesToScan(ProductEntity.class.getPackageName());
        bean.setJpaPropertyMap(Map.of("hibernate.temp.use_jdbc_metadata_defaults", "true"));
        bean.afterPropertiesSet();
        EntityManagerFactory entities = bean.getObject();
        if (entities == null) {
            throw new IllegalStateException("no EntityManagerFactory");
        }
        return entities;
    }
}
