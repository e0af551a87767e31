package io.github.ifmatch.examples.benchmarks.bypass;

import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Statements of jOOQ; those that write past the version say so at the end of their line. */
final class JooqBypass {

    private static final Table<Record> ARTICLES = DSL.table(DSL.name("ARTICLES"));
    private static final Field<Long> ID = DSL.field(DSL.name("ARTICLES", "ID"), SQLDataType.BIGINT);
    private static final Field<String> NAME = DSL.field(DSL.name("NAME"), SQLDataType.VARCHAR);
    private static final Field<Integer> STOCK = DSL.field(DSL.name("STOCK"), SQLDataType.INTEGER);
    private static final Field<Long> VERSION = DSL.field(DSL.name("VERSION"), SQLDataType.BIGINT);

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private JooqBypass() {}

    static void run(DataSource dataSource, Engine engine) {
        // unquoted, since the databases fold names each in its own way
        Settings settings = new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER);
        DSLContext dsl = DSL.using(dataSource, engine.dialect(), settings);
        passing(dsl);
        bypassing(dsl);
    }

    private static void passing(DSLContext dsl) {
        dsl.insertInto(ARTICLES, ID, NAME, STOCK, VERSION).values(201L, "a", 1, 1L).execute();
        dsl.update(ARTICLES).set(NAME, "b").set(VERSION, VERSION.plus(1)).where(ID.eq(201L), VERSION.eq(1L)).execute();
        dsl.update(ARTICLES).set(NAME, "c").set(VERSION, 3L).where(ID.eq(201L).and(VERSION.eq(2L))).execute();
        dsl.deleteFrom(ARTICLES).where(ID.eq(202L).and(VERSION.in(1L, 2L))).execute();
        dsl.selectFrom(ARTICLES).where(ID.eq(201L)).forUpdate().fetch();
    }

    private static void bypassing(DSLContext dsl) {
        dsl.update(ARTICLES).set(NAME, "d").execute(); // bypass UPDATE
        dsl.update(ARTICLES).set(NAME, "d").where(ID.eq(201L)).execute(); // bypass UPDATE
        dsl.update(ARTICLES).set(STOCK, STOCK.plus(1)).where(ID.in(201L, 202L)).execute(); // bypass UPDATE
        dsl.update(ARTICLES).set(NAME, "e").where(VERSION.eq(3L)).execute(); // bypass UPDATE
        dsl.update(ARTICLES).set(VERSION, VERSION.plus(1)).where(ID.eq(201L)).execute(); // bypass UPDATE, advances
        var one = dsl.update(ARTICLES).set(NAME, "").where(ID.eq(0L));
        dsl.batch(one).bind("f", 201L).execute(); // bypass UPDATE
        dsl.batch(List.of(dsl.update(ARTICLES).set(NAME, "g"))).execute(); // bypass UPDATE
        dsl.execute("UPDATE articles SET name = {0}", DSL.val("h")); // bypass UPDATE
        dsl.transaction(tx -> tx.dsl().update(ARTICLES).set(NAME, "i").execute()); // bypass UPDATE
        var row = dsl.insertInto(ARTICLES, ID, NAME, STOCK, VERSION).values(201L, "j", 1, 1L);
        row.onConflict(ID).doUpdate().set(NAME, "k").execute(); // bypass MERGE (H2), UPSERT (POSTGRESQL)
        if (dsl.dialect() == SQLDialect.POSTGRES) {
            var w = DSL.name("w").as(DSL.select(ID).from(ARTICLES));
            dsl.with(w).update(ARTICLES).set(NAME, "l").execute(); // bypass UPDATE (POSTGRESQL)
        }
        dsl.deleteFrom(ARTICLES).where(ID.eq(202L)).execute(); // bypass DELETE
        dsl.truncate(ARTICLES).execute(); // bypass TRUNCATE
    }
}
