package io.github.ifmatch.examples.twotabs.api;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.examples.twotabs.pages.RuleId;
import io.github.ifmatch.examples.twotabs.pages.Who;
import io.github.ifmatch.examples.twotabs.rules.Rule;
import io.github.ifmatch.examples.twotabs.rules.RuleStore;
import io.github.ifmatch.examples.twotabs.wire.Content;
import io.github.ifmatch.examples.twotabs.wire.Refusal;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.RowTags;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Rules by JSON. Every write needs a precondition: If-Match with the tag that was read, If-None-Match: * to create, or the
 * member {@code version}. Thread-safe.
 */
public final class RuleApi {

    public static final String MERGE_PATCH = "application/merge-patch+json";

    private static final String JSON = "application/json";

    /** Ids from here on are the database's to give. */
    private static final long FIRST_GENERATED_ID = 1_000_000;

    private final RuleStore store;
    private final ConditionalRows<Rule, Long> rows;
    private final Preconditions<Rule, Long> preconditions =
            Preconditions.of(RowTags.of(Rule.TABLE).bound()).withLastModified(Rule::updatedAt);
    private final Preconditions<Collection, Long> ofCollection =
            Preconditions.of(RowTags.of(Collection.TABLE).bound());
    private final Replies replies = new Replies(preconditions.tags());

    public RuleApi(DataSource dataSource) {
        this.store = new RuleStore(dataSource);
        this.rows = ConditionalRows.of(store.rules());
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/rules", this::list);
        routes.get("/api/rules/{id}", this::read);
        routes.put("/api/rules/{id}", this::put);
        routes.patch("/api/rules/{id}", this::patch);
        routes.delete("/api/rules/{id}", this::delete);
        routes.exception(BadBody.class, RuleApi::badBody);
    }

    private void list(Context context) {
        List<Rule> rules = store.list();
        Collection collection = Collection.of(rules);
        Decision decision = ofCollection.evaluate(method(context), fields(context), collection);
        if (decision instanceof Decision.Answer answer) {
            replies.answer(context, answer);
        } else {
            replies.json(
                    context,
                    200,
                    ofCollection.tags().of(collection),
                    rules.stream().map(Replies::representation).toList());
        }
    }

    private void read(Context context) {
        long id = RuleId.of(context);
        Optional<Rule> rule = store.rules().find(id);
        Decision decision = preconditions.evaluate(method(context), fields(context), id, () -> rule);
        if (decision instanceof Decision.Answer answer) {
            replies.answer(context, answer, id);
        } else if (rule.isPresent()) {
            replies.rule(context, 200, rule.get());
        } else {
            replies.problem(context, Problem.of(new Missing<>(Rule.TABLE, id)));
        }
    }

    private void put(Context context) {
        long id = RuleId.of(context);
        if (context.header("Content-Range") != null) {
            throw new Refusal(400, "A rule is put as a whole: a PUT with Content-Range is refused (RFC 9110 §14.5).");
        }
        Optional<Body> content = content(context, JSON, id);
        if (content.isEmpty()) {
            return;
        }
        Body body = content.get();
        Decision decision = decide(context, id, body.version());
        if (!(decision instanceof Decision.Proceed proceed)) {
            replies.answer(context, (Decision.Answer) decision);
            return;
        }
        boolean isCreation = proceed.versions().acceptsAbsence();
        if (isCreation && id >= FIRST_GENERATED_ID) {
            throw new BadBody(400, "Ids of rules that clients create are below " + FIRST_GENERATED_ID + ".");
        }
        Outcome<Rule> outcome = rows.tryPut(rule(id, body, who(context)), proceed.versions());
        if (outcome instanceof Applied<Rule> applied) {
            replies.rule(context, isCreation ? 201 : 200, applied.row());
        } else {
            replies.refused(context, outcome, proceed);
        }
    }

    private void patch(Context context) {
        long id = RuleId.of(context);
        Optional<Body> content = content(context, MERGE_PATCH, id);
        if (content.isEmpty()) {
            return;
        }
        Body body = content.get();
        Decision decision = decide(context, id, body.version());
        if (!(decision instanceof Decision.Proceed proceed)) {
            replies.answer(context, (Decision.Answer) decision);
            return;
        }
        Map<String, Object> changes = new LinkedHashMap<>(body.values());
        if (!changes.isEmpty()) {
            changes.put("updatedBy", who(context));
            changes.put("updatedAt", now());
        }
        Outcome<Rule> outcome = rows.tryPatch(id, proceed.versions(), changes);
        if (outcome instanceof Applied<Rule> applied) {
            replies.rule(context, 200, applied.row());
        } else {
            replies.refused(context, outcome, proceed);
        }
    }

    private void delete(Context context) {
        long id = RuleId.of(context);
        Decision decision = decide(context, id, null);
        if (!(decision instanceof Decision.Proceed proceed)) {
            replies.answer(context, (Decision.Answer) decision);
            return;
        }
        Outcome<Rule> outcome = rows.tryDelete(id, proceed.versions());
        if (outcome.isApplied()) {
            context.status(204);
        } else {
            replies.refused(context, outcome, proceed);
        }
    }

    /**
     * The content of a write; empty if that is answered already.
     *
     * <p>A precondition that does not hold goes before content that cannot be used, but not before a type that is not read at all
     * (RFC 9110 §13.2.1).
     */
    private Optional<Body> content(Context context, String mediaType, long id) {
        Body.requireType(context, mediaType);
        try {
            Body body = Body.read(context, id);
            return Optional.of(mediaType.equals(JSON) ? body.requireAll() : body);
        } catch (BadBody | Refusal unusable) {
            Decision decision = preconditions.evaluate(
                    method(context), fields(context), id, store.rules().find(id));
            if (decision instanceof Decision.PreconditionFailed failed) {
                replies.answer(context, failed);
                return Optional.empty();
            }
            throw unusable;
        }
    }

    /** By the header fields, and by the version in the content. They must not contradict each other. */
    private Decision decide(Context context, long id, @Nullable AcceptableVersions version) {
        Decision decision = preconditions.evaluate(
                method(context), fields(context), id, () -> store.rules().find(id));
        if (version == null) {
            return decision;
        }
        boolean isOpen = decision instanceof Decision.PreconditionRequired
                || (decision instanceof Decision.Proceed any && any.versions().versions().isEmpty());
        if (isOpen) {
            return new Decision.Proceed(version, Decision.Source.BODY, false);
        }
        if (decision instanceof Decision.Proceed proceed
                && version.versions().orElseGet(TreeSet::new).stream()
                        .noneMatch(proceed.versions()::accepts)) {
            throw new BadBody(400, "The member version contradicts the preconditions in the header.");
        }
        return decision;
    }

    private static Rule rule(long id, Body body, String who) {
        return new Rule(
                id,
                body.value("name", String.class),
                body.value("threshold", BigDecimal.class),
                body.value("discount", BigDecimal.class),
                body.value("notes", String.class),
                body.value("enabled", Boolean.class),
                who,
                now(),
                0);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static String who(Context context) {
        return Who.of(context, "API");
    }

    private static String method(Context context) {
        return context.req().getMethod();
    }

    private static HeaderFields fields(Context context) {
        return name -> Content.lines(context, name);
    }

    private static void badBody(BadBody failure, Context context) {
        if (failure.status() == 415) { // RFC 9110 §15.5.16, RFC 5789 §2.2
            boolean isPatch = method(context).equals("PATCH");
            context.header(isPatch ? "Accept-Patch" : "Accept", isPatch ? MERGE_PATCH : JSON);
        }
        Replies.failed(context, failure.status(), String.valueOf(failure.getMessage()), failure.errors());
    }

    /** A failure that has no answer of its own, in the API's form. */
    public void failed(Context context, int status, String detail) {
        Replies.failed(context, status, detail, Map.of());
    }

    /** What stands against a request, in the API's form. */
    public void problem(Context context, Problem problem) {
        replies.problem(context, problem);
    }

    /** The document of a failure, where there is no context to answer by. */
    public static byte[] problem(int status, String detail) {
        return Replies.document(status, detail, Map.of());
    }
}
