package io.github.ifmatch.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedRepository;
import java.math.BigDecimal;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.context.annotation.Import;

/** Repositories in a slice: what a test writes is rolled back after it. */
@JdbcTest
@Import(Tables.class)
class RepositorySliceTest {

    @Autowired
    private VersionedRepository<Article, Long> articles;

    @RepeatedTest(2)
    void update_isRolledBack() {
        Article kettle = articles.get(1L);
        assertThat(kettle.version()).isEqualTo(1);

        assertThat(articles.update(kettle.withPrice(BigDecimal.ONE)).version()).isEqualTo(2);
    }
}
