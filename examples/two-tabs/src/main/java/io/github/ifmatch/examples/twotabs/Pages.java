package io.github.ifmatch.examples.twotabs;

import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.MessagePage;
import io.github.ifmatch.examples.twotabs.pages.Who;
import io.github.ifmatch.examples.twotabs.pages.conflict.ConflictPages;
import io.github.ifmatch.examples.twotabs.pages.conflict.ConflictView;
import io.github.ifmatch.examples.twotabs.pages.edit.Answers;
import io.github.ifmatch.examples.twotabs.pages.edit.DraftPages;
import io.github.ifmatch.examples.twotabs.pages.edit.NewPages;
import io.github.ifmatch.examples.twotabs.pages.edit.RulePages;
import io.github.ifmatch.examples.twotabs.pages.edit.UnreadableForm;
import io.github.ifmatch.examples.twotabs.pages.list.ListPages;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import javax.sql.DataSource;

/** All pages, from the rooms that they are in. Thread-safe. */
final class Pages {

    private final Desk desk;

    /**
     * Makes them.
     *
     * @param key random bytes that only the server knows, at least 32
     */
    Pages(DataSource dataSource, byte[] key) {
        this.desk = Desk.of(dataSource, key);
    }

    void register(RoutesConfig routes) {
        ConflictView conflict = new ConflictView(desk);
        Answers answers = new Answers(desk, conflict);
        new ListPages(desk).register(routes);
        new NewPages(desk, answers).register(routes);
        new RulePages(desk, answers).register(routes);
        new ConflictPages(desk, answers, conflict).register(routes);
        new DraftPages(desk, answers).register(routes);
        routes.exception(UnreadableForm.class, answers::unreadable);
    }

    /** A page for a failure that has no page of its own. */
    void failed(Context context, int status, String sentence) {
        context.status(status).html(failed(status, sentence, Who.of(context)));
    }

    /** The page for a request that did not get as far as to be read. */
    String failed(int status, String sentence) {
        return failed(status, sentence, Who.NOBODY);
    }

    private String failed(int status, String sentence, String who) {
        String title = MessagePage.title(status);
        return desk.renderer().html("message", new MessagePage(new Frame(title, who), sentence));
    }
}
