package io.github.ifmatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** What is reported, to people and to programs. */
class AuditReportTest {

    private static final StackTraceElement SITE = new StackTraceElement("shop.Orders", "save", "Orders.java", 42);

    private static final Finding UPDATE = new Finding(
            Finding.Kind.UPDATE,
            "accounts",
            Set.of(Finding.Lack.ADVANCE, Finding.Lack.CHECK),
            "UPDATE \"accounts\" SET owner = ?",
            SITE,
            3);

    private static final Finding UNREADABLE =
            new Finding(Finding.Kind.UNREADABLE, "", Set.of(), "DO ?", new StackTraceElement("a.B", "c", null, -1), 1);

    @Test
    void text() {
        assertThat(new AuditReport(List.of(UPDATE, UNREADABLE), 0).toText()).isEqualTo("""
                        2 statements write to versioned tables past the version, or may do so:
                        1. accounts: UPDATE does not check the version, does not advance the version (3 times)
                           UPDATE "accounts" SET owner = ?
                           at shop.Orders.save(Orders.java:42)
                        2. statement that could not be read and may write
                           DO ?
                           at a.B.c(Unknown Source)""");
        assertThat(new AuditReport(List.of(), 0))
                .hasToString("No statement writes to a versioned table past the version.");
    }

    @Test
    void json_isWhatAParserReads() {
        String json = new AuditReport(List.of(UPDATE, UNREADABLE), 7).toJson();

        assertThat(JsonParserFactory.getJsonParser().parseMap(json))
                .containsEntry("unlisted", 7)
                .extractingByKey("findings")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .first()
                .isEqualTo(Map.of(
                        "kind",
                        "update",
                        "table",
                        "accounts",
                        "lacks",
                        List.of("check", "advance"),
                        "statement",
                        "UPDATE \"accounts\" SET owner = ?",
                        "site",
                        Map.of("class", "shop.Orders", "method", "save", "file", "Orders.java", "line", 42),
                        "count",
                        3));
        assertThat(json).contains("\"lacks\":[],\"statement\":\"DO ?\"").contains("\"file\":null,\"line\":-1");
        assertThat(new AuditReport(List.of(), 0).toJson()).isEqualTo("{\"findings\":[],\"unlisted\":0}");
    }

    @Test
    void json_escapes() {
        assertThat(new JsonText().open('[').value("\"\\\n\r\t\u0001\ud800é").close(']'))
                .hasToString("[\"\\\"\\\\\\n\\r\\t\\u0001\\ud800é\"]");
    }

    private static CallSites.Caller caller(String... classes) {
        return new CallSites(List.of("shop.sql."))
                .find(Stream.of(classes).map(name -> new StackTraceElement(name, "m", "F.java", 1)));
    }

    @Test
    void callSite_isTheFirstFrameOfTheApplication() {
        assertThat(caller(
                                "io.github.ifmatch.audit.WatchedStatement",
                                "jdk.proxy2.$Proxy7",
                                "com.zaxxer.hikari.pool.ProxyStatement",
                                "org.jooq.impl.AbstractQuery",
                                "shop.sql.Layer",
                                "shop.Orders$$SpringCGLIB$$0",
                                "shop.Orders",
                                "shop.Main")
                        .site()
                        .getClassName())
                .isEqualTo("shop.Orders");
        assertThat(caller("org.h2.Driver", "java.lang.Thread").site().getClassName())
                .isEqualTo("java.lang.Thread");
    }

    /** The engine only counts between the database and the application's line. */
    @Test
    void callSite_ofTheEngine() {
        assertThat(caller(
                        "org.jdbi.Handle",
                        "io.github.ifmatch.engine.write.Wire",
                        "io.github.ifmatch.VersionedRows",
                        "shop.Orders"))
                .isEqualTo(new CallSites.Caller(new StackTraceElement("shop.Orders", "m", "F.java", 1), true));
        assertThat(caller("org.h2.Driver", "shop.Orders", "io.github.ifmatch.engine.JdbcDatabase", "shop.Main")
                        .isIfmatch())
                .isFalse();
    }
}
