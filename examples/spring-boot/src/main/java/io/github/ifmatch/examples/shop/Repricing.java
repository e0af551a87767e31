package io.github.ifmatch.examples.shop;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Makes cheaper what nobody has ordered; a price that somebody changes meanwhile stays as they set it. */
@Component
class Repricing {

    private static final Logger LOG = LoggerFactory.getLogger(Repricing.class);

    private final BatchWriter<Article, Long> writer;
    private final Table<Article, Long> articles;
    private final JdbcClient jdbc;

    Repricing(Database database, Table<Article, Long> articles, JdbcClient jdbc) {
        this.writer = BatchWriter.of(database, articles).withRowsPerChunk(500);
        this.articles = articles;
        this.jdbc = jdbc;
    }

    /** Not in a transaction: each chunk of the writer is one. */
    @Scheduled(fixedDelayString = "${shop.repricing.every}", initialDelayString = "${shop.repricing.every}")
    BatchReport run() {
        List<Article> unsold = jdbc.sql("SELECT * FROM articles a WHERE price > 1"
                        + " AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.article_id = a.id)")
                .query((row, number) -> articles.read(row))
                .list();
        BatchReport report = writer.updateAll(unsold.stream().map(Repricing::cheaper));
        LOG.info("repriced: {}", report);
        return report;
    }

    private static Article cheaper(Article article) {
        return article.withPrice(
                article.price().multiply(new BigDecimal("0.95")).setScale(2, RoundingMode.HALF_UP));
    }
}
