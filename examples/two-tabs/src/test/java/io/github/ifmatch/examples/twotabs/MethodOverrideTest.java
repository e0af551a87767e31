package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever any framework takes for another method or another address is what the request says it is, and nothing else. */
class MethodOverrideTest extends RunningServer {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-HTTP-Method-Override",
                "x-http-method-override",
                "X-HTTP-Method",
                "X-Method-Override",
                "X-Method",
                "X-Original-Method",
                "X-Forwarded-Method",
                "X-Rewrite-Method",
                "Method-Override",
                "HTTP-Method-Override",
                "Method",
                "_method"
            })
    void field_method_isIgnored(String field) {
        String own = field + ": DELETE";

        assertThat(raw.get("/api/rules/1", own, "If-Match: " + tag(1)).status()).isEqualTo(200);
        assertThat(raw.send("HEAD", "/api/rules/1", "", own).status()).isEqualTo(200);
        assertThat(raw.send("POST", "/api/rules/1", "", own, "If-Match: " + tag(1))
                        .status())
                .isEqualTo(405);
        assertThat(raw.get("/rules/list", field + ": POST").status()).isEqualTo(404);

        assertThat(raw.get("/api/rules/1").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_method", "_METHOD", "method", "_httpmethod", "X-HTTP-Method-Override", "_HttpMethod"})
    void parameter_method_isIgnored(String name) {
        String precondition = "If-Match: " + tag(1);

        assertThat(raw.get("/api/rules/1?" + name + "=DELETE", precondition).status())
                .isEqualTo(200);
        assertThat(raw.form("/api/rules/1", name + "=DELETE", precondition).status())
                .isEqualTo(405);
        assertThat(raw.form("/api/rules/1?" + name + "=DELETE", "", precondition).status())
                .isEqualTo(405);

        assertThat(raw.get("/api/rules/1").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-Forwarded-Path", "X-Original-URI"})
    void field_address_isIgnored(String field) {
        assertThat(raw.get("/api/rules/1", field + ": /api/rules/2").text()).contains("\"id\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE", "AFTER", "BEFORE_MATCHED", "AFTER_MATCHED", "delete", "Delete"})
    void method_ofNoStandard_isRefused(String method) {
        assertThat(raw.send(method, "/api/rules/1", "", "If-Match: " + tag(1)).status())
                .isIn(405, 501);

        assertThat(raw.get("/api/rules/1").status()).isEqualTo(200);
    }
}
