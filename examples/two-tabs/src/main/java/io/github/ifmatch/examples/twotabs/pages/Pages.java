package io.github.ifmatch.examples.twotabs.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import javax.sql.DataSource;

/** All pages. Thread-safe. */
public final class Pages {

    private final Desk desk;
    private final Answers answers;

    /**
     * Makes them.
     *
     * @param key random bytes that only the server knows, at least 32
     */
    public Pages(DataSource dataSource, byte[] key) {
        this.desk = Desk.of(dataSource, key);
        this.answers = new Answers(desk);
    }

    public void register(RoutesConfig routes) {
        new ListPages(desk).register(routes);
        new NewPages(desk, answers).register(routes);
        new RulePages(desk, answers).register(routes);
        new ConflictPages(desk, answers).register(routes);
        new DraftPages(desk, answers).register(routes);
        routes.exception(UnreadableForm.class, this::unreadable);
    }

    /** A page for a failure that has no page of its own. */
    public void failed(Context context, int status) {
        String title = HttpStatus.forStatus(status).getMessage();
        desk.renderer().show(context, status, "message", new MessagePage(Frame.of(context, title), text(status)));
    }

    /** A page for what a handler threw. */
    public void failed(Context context, HttpResponseException failure) {
        failed(context, failure.getStatus());
    }

    private static String text(int status) {
        return switch (status) {
            case 400, 428 -> "This form does not carry the version that it was filled with. Nothing was saved.";
            case 403 -> "This request came from another site. Nothing was saved.";
            case 404 -> "There is nothing at this address. Perhaps it was deleted.";
            default -> "Something went wrong on our side. Nothing was saved, unless a page says so.";
        };
    }

    private void unreadable(UnreadableForm form, Context context) {
        answers.stranded(
                context,
                form.form(),
                form.status(),
                "This form cannot be saved",
                "It does not carry the version that it was filled with: it is from before a restart, or was changed on the"
                        + " way. Nothing was saved, and what you typed is below; copy what you need into a fresh form.");
    }
}
