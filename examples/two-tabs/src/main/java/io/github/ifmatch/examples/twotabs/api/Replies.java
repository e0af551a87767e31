package io.github.ifmatch.examples.twotabs.api;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.examples.twotabs.rules.Rule;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.ETag;
import io.github.ifmatch.http.HttpDate;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.RowTags;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the API answers. Thread-safe. */
record Replies(RowTags<Rule, Long> tags) {

    /** A rule as JSON shows it. */
    static Map<String, Object> representation(Rule rule) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", rule.id());
        members.put("name", rule.name());
        members.put("threshold", rule.threshold());
        members.put("discount", rule.discount());
        members.put("notes", rule.notes());
        members.put("enabled", rule.enabled());
        members.put("version", rule.version());
        return members;
    }

    void rule(Context context, int status, Rule rule) {
        // After a PUT or a PATCH it says that this content is the rule itself, and the tag the rule's.
        context.header("Content-Location", location(rule.id()));
        dated(context, rule.updatedAt());
        json(context, status, tags.of(rule), representation(rule));
    }

    private static String location(long id) {
        return "/api/rules/" + id;
    }

    /**
     * No modification is later than the answer that tells of it (RFC 9110 §8.8.2.1), though the server that wrote the rule may have
     * had another clock, and Jetty dates an answer by when its request came.
     */
    private static void dated(Context context, Instant modified) {
        Instant now = Instant.now();
        context.header("Date", HttpDate.format(now));
        context.header("Last-Modified", HttpDate.format(modified.isAfter(now) ? now : modified));
    }

    void json(Context context, int status, ETag tag, Object content) {
        context.header("ETag", tag.toString()).header("Cache-Control", "private, no-cache");
        context.status(status).contentType("application/json").result(Body.JSON.writeValueAsBytes(content));
    }

    /** What stands against a write. */
    void refused(Context context, Outcome<Rule> outcome, Decision.Proceed proceed) {
        if (outcome instanceof Conflict<Rule> conflict) {
            problem(context, told(conflict, proceed));
        } else if (outcome instanceof Missing<Rule> missing) {
            problem(context, Problem.of(missing, proceed));
        }
    }

    /** With the current row, its tag, and what differs: all that the client needs to try again. */
    private Problem told(Conflict<Rule> conflict, Decision.Proceed proceed) {
        Rule current = conflict.current();
        // The signatures differ whenever somebody else wrote; they are no part of the representation.
        Rule attempted = conflict.attempted().signed(current.updatedBy(), current.updatedAt());
        Conflict<Rule> ofFields =
                new Conflict<>(Rule.TABLE, conflict.id(), conflict.expectedVersion(), attempted, current);
        return Problem.of(conflict, proceed)
                .withCurrent(tags, Replies::representation)
                .withDifferences(ofFields.differences(), Body.FIELDS::contains);
    }

    /** What the preconditions of a read of this rule were answered at once: 304 says where the content is, as 200 would. */
    void answer(Context context, Decision.Answer answer, long id) {
        answer(context, answer);
        if (answer instanceof Decision.NotModified) {
            context.header("Content-Location", location(id));
        }
    }

    /** What the preconditions were answered at once. */
    void answer(Context context, Decision.Answer answer) {
        if (answer instanceof Decision.NotModified unchanged) {
            context.status(unchanged.status()).header("Cache-Control", "private, no-cache");
            unchanged.headers().forEach(context::header);
        } else {
            problem(context, Problem.of(answer).withCurrent(tags, Replies::representation));
        }
    }

    void problem(Context context, Problem problem) {
        problem.headers().forEach(context::header);
        context.status(problem.status()).result(Body.JSON.writeValueAsBytes(problem.toMap()));
    }

    /** Any other failure, in the same form. */
    static void failed(Context context, int status, String detail, Map<String, String> errors) {
        context.status(status).contentType(Problem.MEDIA_TYPE).header("Cache-Control", "no-store");
        context.result(document(status, detail, errors));
    }

    static byte[] document(int status, String detail, Map<String, String> errors) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", HttpStatus.forStatus(status).getMessage());
        members.put("status", status);
        members.put("detail", detail);
        if (!errors.isEmpty()) {
            members.put("errors", errors);
        }
        return Body.JSON.writeValueAsBytes(members);
    }
}
