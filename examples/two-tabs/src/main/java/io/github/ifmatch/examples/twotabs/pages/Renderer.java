package io.github.ifmatch.examples.twotabs.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;

/** Renders the compiled templates, which escape whatever they are given. Thread-safe. */
public final class Renderer {

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, Renderer.class.getPackageName());

    /** Answers with a page; the template has one parameter, the page's content. */
    public void show(Context context, int status, String template, Object page) {
        context.status(status).html(html(template, page));
    }

    /** The page as HTML. */
    public String html(String template, Object page) {
        StringOutput html = new StringOutput();
        templates.render(template + ".jte", page, html);
        return html.toString();
    }
}
