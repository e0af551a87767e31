package io.github.ifmatch.examples.twotabs;

import io.github.ifmatch.examples.twotabs.api.RuleApi;
import io.github.ifmatch.examples.twotabs.rules.Schema;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.staticfiles.Location;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server: pages and API on one port of this machine. Thread-safe. */
final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final String HOST = "localhost";

    private final Javalin javalin;

    private Server(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Starts it.
     *
     * @param port 0 for any that is free
     * @param key random bytes that only the server knows, at least 32
     */
    static Server start(DataSource dataSource, int port, byte[] key) {
        Schema.prepare(dataSource);
        Pages pages = new Pages(dataSource, key);
        RuleApi api = new RuleApi(dataSource);
        return new Server(Javalin.create(config -> {
                    configure(config);
                    config.routes.before(Guard::check);
                    pages.register(config.routes);
                    api.register(config.routes);
                    config.routes.exception(
                            HttpResponseException.class, (e, context) -> failed(pages, api, context, e));
                    config.routes.exception(Exception.class, (e, context) -> {
                        LOG.error("{} {} failed", context.method(), context.path(), e);
                        failed(pages, api, context, new HttpResponseException(500));
                    });
                })
                .start(HOST, port));
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.staticFiles.add(files -> {
            files.hostedPath = "/static";
            files.directory = "/static";
            files.location = Location.CLASSPATH;
        });
    }

    private static void failed(Pages pages, RuleApi api, Context context, HttpResponseException failure) {
        if (context.path().startsWith("/api/")) {
            api.failed(context, failure.getStatus(), String.valueOf(failure.getMessage()));
        } else {
            pages.failed(context, failure);
        }
    }

    String url() {
        return "http://" + HOST + ":" + javalin.port() + "/";
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
