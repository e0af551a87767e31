package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.Table;
import io.github.ifmatch.examples.benchmarks.peers.ebean.EbeanItem;
import io.github.ifmatch.examples.benchmarks.peers.ebean.EbeanLine;
import io.github.ifmatch.examples.benchmarks.peers.ebean.EbeanWide;
import io.github.ifmatch.examples.benchmarks.peers.row.ItemBean;
import io.github.ifmatch.examples.benchmarks.peers.row.ItemRow;
import io.github.ifmatch.examples.benchmarks.peers.row.LineBean;
import io.github.ifmatch.examples.benchmarks.peers.row.LineRow;
import io.github.ifmatch.examples.benchmarks.peers.row.WideBean;
import io.github.ifmatch.examples.benchmarks.peers.row.WideRow;
import io.github.ifmatch.examples.benchmarks.peers.shop.Mapping;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shape;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import javax.sql.DataSource;

/** Opens each library for the table of a shop. */
public final class Openings {

    private Openings() {}

    /** JDBC by hand, which answers rows. */
    public static Opened<?> jdbc(Shop shop) {
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new Jdbc<>(shop, new Mapping.Items()), ItemRow::numbered);
            case LINES -> Opened.of(new Jdbc<>(shop, new Mapping.Lines()));
            case WIDE -> Opened.of(new Jdbc<>(shop, new Mapping.Wide()));
        };
    }

    /** A JDBC batch by hand, which answers counts. */
    public static Opened<?> executeBatch(Shop shop) {
        Mapping<LineRow> mapping = new Mapping.Lines();
        Opened<LineRow> rows = Opened.of(new Jdbc<>(shop, mapping));
        return new Opened<>(rows.peer(), new ExecuteBatch<>(shop.dataSource(), mapping), rows.numbered());
    }

    /** Ifmatch. */
    public static Opened<?> ifmatch(Shop shop) {
        DataSource dataSource = shop.dataSource();
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new IfmatchPeer<>(dataSource, table(ItemRow.class, Shape.ITEMS)), ItemRow::numbered);
            case LINES -> Opened.of(new IfmatchPeer<>(dataSource, table(LineRow.class, Shape.LINES)));
            case WIDE -> Opened.of(new IfmatchPeer<>(dataSource, table(WideRow.class, Shape.WIDE)));
        };
    }

    private static <R extends Record> Table<R, Long> table(Class<R> type, Shape shape) {
        return Table.of(type, Long.class).named(shape.table());
    }

    /** Jdbi's fluent core. */
    public static Opened<?> jdbi(Shop shop) {
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new JdbiPeer<>(shop, ItemRow.class), ItemRow::numbered);
            case LINES -> Opened.of(new JdbiPeer<>(shop, LineRow.class));
            case WIDE -> Opened.of(new JdbiPeer<>(shop, WideRow.class));
        };
    }

    /** Jdbi's SQL objects. */
    public static Opened<?> sqlObject(Shop shop) {
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new SqlObjectPeer<>(shop, ItemRow.class, RowDao.Items.class), ItemRow::numbered);
            case LINES -> Opened.of(new SqlObjectPeer<>(shop, LineRow.class, RowDao.Lines.class));
            case WIDE -> Opened.of(new SqlObjectPeer<>(shop, WideRow.class, RowDao.Wide.class));
        };
    }

    /** Spring's JdbcTemplate. */
    public static Opened<?> jdbcTemplate(Shop shop) {
        DataSource dataSource = shop.dataSource();
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new JdbcTemplatePeer<>(dataSource, new Mapping.Items()), ItemRow::numbered);
            case LINES -> Opened.of(new JdbcTemplatePeer<>(dataSource, new Mapping.Lines()));
            case WIDE -> Opened.of(new JdbcTemplatePeer<>(dataSource, new Mapping.Wide()));
        };
    }

    /** Spring's JdbcClient. */
    public static Opened<?> jdbcClient(Shop shop) {
        DataSource dataSource = shop.dataSource();
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new JdbcClientPeer<>(dataSource, Shape.ITEMS, ItemRow.class), ItemRow::numbered);
            case LINES -> Opened.of(new JdbcClientPeer<>(dataSource, Shape.LINES, LineRow.class));
            case WIDE -> Opened.of(new JdbcClientPeer<>(dataSource, Shape.WIDE, WideRow.class));
        };
    }

    /** jOOQ. */
    public static Opened<?> jooq(Shop shop) {
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new JooqPeer<>(shop, JooqTable.ITEMS), JooqRow.Item::numbered);
            case LINES -> Opened.of(new JooqPeer<>(shop, JooqTable.LINES));
            case WIDE -> Opened.of(new JooqPeer<>(shop, JooqTable.WIDE));
        };
    }

    /** Hibernate's session. */
    public static Opened<?> hibernate(Shop shop) {
        DataSource dataSource = shop.dataSource();
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new HibernatePeer<>(dataSource, ItemBean.class), ItemBean::numbered);
            case LINES -> Opened.of(new HibernatePeer<>(dataSource, LineBean.class));
            case WIDE -> Opened.of(new HibernatePeer<>(dataSource, WideBean.class));
        };
    }

    /** Hibernate's stateless session. */
    public static Opened<?> stateless(Shop shop) {
        DataSource dataSource = shop.dataSource();
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new HibernatePeer.Stateless<>(dataSource, ItemBean.class), ItemBean::numbered);
            case LINES -> Opened.of(new HibernatePeer.Stateless<>(dataSource, LineBean.class));
            case WIDE -> Opened.of(new HibernatePeer.Stateless<>(dataSource, WideBean.class));
        };
    }

    /** Spring Data JDBC. */
    public static Opened<?> springData(Shop shop) {
        DataSource dataSource = shop.dataSource();
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new SpringDataPeer<>(dataSource, ItemRow.class), ItemRow::numbered);
            case LINES -> Opened.of(new SpringDataPeer<>(dataSource, LineRow.class));
            case WIDE -> Opened.of(new SpringDataPeer<>(dataSource, WideRow.class));
        };
    }

    /** MyBatis-Plus. */
    public static Opened<?> mybatis(Shop shop) {
        DataSource dataSource = shop.dataSource();
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new MybatisPeer<>(dataSource, MybatisPeer.Items.class), ItemBean::numbered);
            case LINES -> Opened.of(new MybatisPeer<>(dataSource, MybatisPeer.Lines.class));
            case WIDE -> Opened.of(new MybatisPeer<>(dataSource, MybatisPeer.Wide.class));
        };
    }

    /** Ebean. */
    public static Opened<?> ebean(Shop shop) {
        DataSource dataSource = shop.dataSource();
        return switch (shop.shape()) {
            case ITEMS -> Opened.of(new EbeanPeer<>(dataSource, EbeanItem.class), EbeanItem::numbered);
            case LINES -> Opened.of(new EbeanPeer<>(dataSource, EbeanLine.class));
            case WIDE -> Opened.of(new EbeanPeer<>(dataSource, EbeanWide.class));
        };
    }
}
