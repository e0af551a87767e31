package io.github.ifmatch.examples.twotabs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, by what name, and in what form. */
class GuardTest extends RunningServer {

    private String filled(String text) {
        return text.replace("PORT", String.valueOf(raw.port()));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:PORT, 200",
        "LOCALHOST:PORT, 200",
        "127.0.0.1:PORT, 200",
        "[::1]:PORT, 200",
        "rules.example, 200",
        "rules.example:443, 200",
        "inner:8000, 200",
        "evil.example, 421",
        "evil.example:PORT, 421",
        "localhost, 421",
        "localhost:1, 421",
        "localhost.:PORT, 421",
        "localhost.evil.example:PORT, 421",
        "rules.example:80, 421",
        "inner, 421",
        "0.0.0.0:PORT, 421",
        "null, 421",
    })
    void host(String host, int status) {
        for (String path : new String[] {"/", "/api/rules", "/static/style.css", "/nothing"}) {
            int found = raw.get(path, "Host: " + filled(host)).status();

            assertThat(found).isEqualTo(status == 200 && path.equals("/nothing") ? 404 : status);
        }
    }

    @Test
    void host_forwarded_countsForNothing() {
        assertThat(raw.get("/", "X-Forwarded-Host: evil.example", "Forwarded: host=evil.example")
                        .status())
                .isEqualTo(200);
        assertThat(raw.get("/", "Host: evil.example", "X-Forwarded-Host: " + raw.host(), "Forwarded: host=" + raw.host())
                        .status())
                .isEqualTo(421);
    }

    @Test
    void host_absentOrTwiceOrContradicted_isRefused() {
        assertThat(raw.get("/", "Host:").status()).isIn(400, 421);
        assertThat(raw.get("/", "Host: " + raw.host(), "Host: evil.example").status())
                .isEqualTo(400);
        assertThat(raw.get("http://evil.example/").status()).isIn(400, 421);
        assertThat(raw.get("http://evil.example/", "Host: evil.example").status()).isEqualTo(421);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:PORT, http://localhost:PORT, 303",
        "127.0.0.1:PORT, http://127.0.0.1:PORT, 303",
        "rules.example, https://rules.example, 303",
        "rules.example:443, https://rules.example, 303",
        "inner:8000, http://inner:8000, 303",
        "localhost:PORT, https://localhost:PORT, 403",
        "rules.example, http://rules.example, 403",
        "localhost:PORT, ftp://localhost:PORT, 403",
        "localhost:PORT, http://localhost, 403",
        "localhost:PORT, http://127.0.0.1:PORT, 403",
        "localhost:PORT, https://rules.example, 403",
        "localhost:PORT, http://localhost:PORT/, 403",
        "localhost:PORT, http://ann@localhost:PORT, 403",
        "localhost:PORT, localhost:PORT, 403",
        "localhost:PORT, null, 403",
        "localhost:PORT, http://localhost:PORT http://evil.example, 403",
        "localhost:PORT, '', 403",
        "evil.example, http://evil.example, 421",
    })
    void origin(String host, String origin, int status) {
        assertThat(raw.form("/who", "name=Eve", "Host: " + filled(host), "Origin: " + filled(origin))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void origin_ofAnotherSite_mayNotWriteByTheApi() {
        String tag = tag(1);

        assertThat(raw.send("DELETE", "/api/rules/1", "", "If-Match: " + tag, "Origin: https://evil.example")
                        .status())
                .isEqualTo(403);

        assertThat(tag(1)).isEqualTo(tag);
    }

    @Test
    void origin_twice_isRefused() {
        String own = "Origin: http://" + raw.host();

        assertThat(raw.form("/who", "name=Eve", own).status()).isEqualTo(303);
        assertThat(raw.form("/who", "name=Eve", own, own).status()).isEqualTo(403);
        assertThat(raw.form("/who", "name=Eve", own, "Origin: https://evil.example").status())
                .isEqualTo(403);
        assertThat(raw.form("/who", "name=Eve", "Origin: https://evil.example", own).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"same-origin, 303", "none, 303", "same-site, 403", "cross-site, 403", "Same-Origin, 403", "'', 403"})
    void fetchSite(String site, int status) {
        assertThat(raw.form("/who", "name=Eve", "Sec-Fetch-Site: " + site).status()).isEqualTo(status);
        assertThat(raw.form("/who", "name=Eve", "Sec-Fetch-Site: " + site, "Sec-Fetch-Site: same-origin")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, 303",
        "Application/X-WWW-Form-Urlencoded, 303",
        "application/x-www-form-urlencoded; charset=UTF-8, 303",
        "application/x-www-form-urlencoded;charset=\"utf-8\", 303",
        "application/x-www-form-urlencoded; charset, 415",
        "application/x-www-form-urlencoded; charset=bogus, 415",
        "application/x-www-form-urlencoded; charset=UTF-16, 415",
        "application/x-www-form-urlencodedx, 415",
        "text/plain, 415",
        "multipart/form-data; boundary=x, 415",
        "application/json, 415",
        "'', 415",
    })
    void form_type(String type, int status) {
        for (String path : new String[] {"/who", "/drafts/no/discard", "/rules/1", "/rules", "/rules/list"}) {
            var answer = raw.send("POST", path, "name=Eve", "Content-Type: " + type);

            if (status == 415) {
                assertThat(answer.status()).isEqualTo(415);
                assertThat(answer.field("Accept")).hasValue("application/x-www-form-urlencoded");
                assertThat(answer.text()).contains("Nothing was saved");
            } else {
                assertThat(answer.status()).isNotEqualTo(415);
            }
        }
    }

    @Test
    void form_typeTwiceOrNone_isRefused() {
        assertThat(raw.form("/who", "name=Eve", "Content-Type: text/plain").status()).isIn(400, 415);
        assertThat(raw.send("POST", "/who", "name=Eve").status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "zstd", "x-unknown", "identity, gzip", "gzip, identity"})
    void contentEncoding_isRefused(String coding) {
        for (var answer : new Raw.Answer[] {
            raw.form("/who", "name=Eve", "Content-Encoding: " + coding),
            patch(1, "{\"discount\":1}", "If-Match: *", "Content-Encoding: " + coding),
            raw.send(
                    "PUT",
                    "/api/rules/1",
                    "{}",
                    "If-Match: *",
                    "Content-Type: application/json",
                    "Content-Encoding: identity",
                    "Content-Encoding: " + coding)
        }) {
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.field("Accept-Encoding")).hasValue("identity");
        }
        assertThat(tag(1)).startsWith("\"1.");
    }

    @Test
    void contentEncoding_identity_isNone() {
        assertThat(patch(1, "{\"discount\":1}", "If-Match: *", "Content-Encoding: Identity")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=%FF", "name=%ED%A0%80", "name=%C0%AF", "name=%zz", "name=%", "%FF=Eve", "name=a&x=%80"})
    void form_noUtf8_is400(String content) {
        for (String path : new String[] {"/who", "/rules", "/rules/1", "/rules/list", "/rules/condition"}) {
            var answer = raw.form(path, content);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("<!doctype html>", "not UTF-8", "Nothing was saved");
            assertThat(answer.field("Set-Cookie")).isEmpty();
        }
        assertThat(raw.get("/?" + content).status()).isEqualTo(400);
    }

    @Test
    void content_bytesThatAreNoUtf8_are400() {
        for (String bytes : new String[] {"\u00ff", "\u00ed\u00a0\u0080", "\u00c0\u00af", "\u00c3"}) {
            byte[] form = ("name=" + bytes).getBytes(StandardCharsets.ISO_8859_1);
            byte[] json = ("{\"notes\":\"" + bytes + "\"}").getBytes(StandardCharsets.ISO_8859_1);

            assertThat(raw.send("POST", "/who", form, "Content-Type: application/x-www-form-urlencoded")
                            .status())
                    .isEqualTo(400);
            var answer = raw.send(
                    "PATCH", "/api/rules/1", json, "If-Match: *", "Content-Type: application/merge-patch+json");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("not UTF-8");
        }
        byte[] utf16 = "{\"notes\":\"x\"}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(raw.send("PATCH", "/api/rules/1", utf16, "If-Match: *", "Content-Type: application/merge-patch+json")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void form_utf8_escapedOrNot_isTheSameText() {
        for (String name : new String[] {"name=J%C3%BCrgen+%F0%9F%90%9D", "name=Jürgen 🐝"}) {
            assertThat(raw.form("/who", name).field("Set-Cookie")).hasValueSatisfying(cookie -> assertThat(cookie)
                    .startsWith("who=J%C3%BCrgen+%F0%9F%90%9D;"));
        }
    }
}
