package io.github.ifmatch.examples.twotabs.pages.list;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.github.ifmatch.Outcome;
import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.FormFields;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.Who;
import io.github.ifmatch.examples.twotabs.rules.Condition;
import io.github.ifmatch.examples.twotabs.rules.ListEdit.Action;
import io.github.ifmatch.examples.twotabs.rules.Rule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;

/** The list of rules, and what can be done with its rows, one or several. Thread-safe. */
public record ListPages(Desk desk) {

    public void register(RoutesConfig routes) {
        routes.get("/", this::open);
        routes.get("/rules", this::open);
        routes.post("/rules/list", this::act);
        routes.post("/who", this::changeWho);
    }

    private void open(Context context) {
        Map<Long, List<String>> conditions = desk.rules().conditions().stream()
                .collect(groupingBy(Condition::ruleId, mapping(Condition::text, toList())));
        List<ListRow> rows = desk.rules().list().stream()
                .map(rule -> ListRow.of(desk, rule, conditions.getOrDefault(rule.id(), List.of())))
                .toList();
        Frame frame = Frame.of(context, "Pricing rules");
        ListPage page = new ListPage(frame, rows, desk.drafts().of(frame.who()), Notice.of(context, rows));
        desk.renderer().show(context, 200, "list/list", page);
    }

    /** Each row at the version that the page showed, all of them or none. */
    private void act(Context context) {
        FormFields fields = FormFields.of(context);
        Selection selection = Selection.read(desk, fields);
        if (selection.versions().isEmpty()) {
            context.redirect("/?done=none", HttpStatus.SEE_OTHER);
        } else if (selection.action() == Action.DELETE && !fields.has("confirmed")) {
            show(context, 200, "list/delete", selection, Map.of());
        } else {
            Map<Long, Outcome<Rule>> refused =
                    desk.rules().edit(Who.of(context)).apply(selection.action(), selection.versions());
            if (refused.isEmpty()) {
                context.redirect("/?done=" + selection.done() + selection.single(), HttpStatus.SEE_OTHER);
            } else {
                show(context, 409, "list/refused", selection, refused);
            }
        }
    }

    private void show(
            Context context, int status, String template, Selection selection, Map<Long, Outcome<Rule>> refused) {
        Frame frame = Frame.of(context, selection.question());
        desk.renderer().show(context, status, template, SelectionPage.of(frame, desk, selection, refused));
    }

    private void changeWho(Context context) {
        Who.set(context, FormFields.of(context).text("name"));
        context.redirect("/", HttpStatus.SEE_OTHER);
    }
}
