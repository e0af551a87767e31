package io.github.ifmatch.examples.twotabs;

import io.github.ifmatch.testkit.race.Answer;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways by which rule 1 gets another discount, and what their answers mean. */
final class Paths {

    private static final Pattern DISCOUNT = Pattern.compile("\"discount\":([0-9.]+)");

    private Paths() {}

    /** As it is stored. */
    static BigDecimal discount(Client client) {
        Matcher matcher = DISCOUNT.matcher(client.get("/api/rules/1").body());
        if (!matcher.find()) {
            throw new IllegalStateException("rule 1 has no discount");
        }
        return new BigDecimal(matcher.group(1));
    }

    static String tag(Client client) {
        return client.get("/api/rules/1").headers().firstValue("ETag").orElseThrow();
    }

    /** A form that is saved leads to the list; 503 says that nothing was written. */
    static Answer answer(HttpResponse<String> response) {
        return switch (response.statusCode()) {
            case 303 -> Answer.ACCEPTED;
            case 503 -> Answer.FAILED;
            default -> Answer.ofResult(response);
        };
    }

    static Answer put(Client client, String tag, BigDecimal discount) {
        String rule = "{\"name\":\"Rule\",\"threshold\":1,\"discount\":" + discount + ",\"notes\":\"\",\"enabled\":true}";
        return answer(client.send(
                "PUT", "/api/rules/1", rule, Map.of("Content-Type", "application/json", "If-Match", tag)));
    }

    static Answer patch(Client client, String tag, BigDecimal discount) {
        return answer(client.send(
                "PATCH",
                "/api/rules/1",
                "{\"discount\":" + discount + "}",
                Map.of("Content-Type", "application/merge-patch+json", "If-Match", tag)));
    }

    static Answer form(Client client, Map<String, String> fields, BigDecimal discount) {
        fields.put("discount", discount.toPlainString());
        return answer(client.post("/rules/1", fields));
    }
}
