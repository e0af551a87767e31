package io.github.ifmatch.examples.benchmarks.bypass;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.examples.benchmarks.PostgresServer;
import io.github.ifmatch.guard.Guard;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/** The sample's versioned table, with a guard or without, in a database of its own. For one thread at a time. */
final class Articles implements AutoCloseable {

    record Article(long id, String name, int stock, long version) {}

    static final Table<Article, Long> TABLE = Table.of(Article.class, Long.class).named("articles");

    private static final List<Long> IDS = List.of(101L, 102L, 201L, 202L, 301L, 302L, 303L, 304L);

    private final HikariDataSource pool = new HikariDataSource();

    private Articles(String url) {
        pool.setJdbcUrl(url);
    }

    static Articles on(Engine engine) throws SQLException {
        Articles articles =
                new Articles(engine == Engine.H2 ? "jdbc:h2:mem:" + UUID.randomUUID() : PostgresServer.url());
        articles.create();
        return articles;
    }

    DataSource dataSource() {
        return pool;
    }

    VersionedRepository<Article, Long> rows() {
        return VersionedRepository.of(pool, TABLE);
    }

    private void create() throws SQLException {
        execute(
                "DROP TABLE IF EXISTS articles",
                "DROP TABLE IF EXISTS notes",
                "CREATE TABLE articles (id bigint PRIMARY KEY, name varchar(60) NOT NULL,"
                        + " stock integer NOT NULL, version bigint NOT NULL)",
                "CREATE TABLE notes (text varchar(60))");
    }

    /** Puts rows there that stand at this version, whatever was there; the guard comes after them. */
    void fill(long version, boolean isGuarded) throws SQLException {
        create();
        execute("INSERT INTO notes VALUES ('a')");
        for (long id : IDS) {
            execute("INSERT INTO articles VALUES (" + id + ", 'a', 0, " + version + ")");
        }
        execute("INSERT INTO articles VALUES (900, 'nobody', 0, " + version + ")");
        if (isGuarded) {
            try (Connection connection = pool.getConnection()) {
                Guard.of(TABLE).install(connection);
            }
        }
    }

    List<Article> stored() {
        return rows().findAll(
                        LongStream.rangeClosed(101, 900).boxed().toList());
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
