package io.github.ifmatch.examples.twotabs;

import io.github.ifmatch.examples.twotabs.api.RuleApi;
import io.github.ifmatch.examples.twotabs.rules.Schema;
import io.github.ifmatch.examples.twotabs.wire.Guard;
import io.github.ifmatch.examples.twotabs.wire.Origins;
import io.github.ifmatch.examples.twotabs.wire.Routes;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.jetty.server.HttpConfiguration;

/** The web server: pages and API on one port of this machine. Thread-safe. */
final class Server implements AutoCloseable {

    private static final String HOST = "localhost";

    private final Javalin javalin;

    private Server(Javalin javalin) {
        this.javalin = javalin;
    }

    /** Starts it under this machine's own names alone, see {@link #start(DataSource, int, byte[], Origins)}. */
    static Server start(DataSource dataSource, int port, byte[] key) {
        return start(dataSource, port, key, Origins.of(List.of()));
    }

    /**
     * Starts it.
     *
     * @param port 0 for any that is free
     * @param key random bytes that only the server knows, at least 32
     * @param origins what it answers to
     */
    static Server start(DataSource dataSource, int port, byte[] key, Origins origins) {
        Schema.prepare(dataSource);
        Pages pages = new Pages(dataSource, key);
        RuleApi api = new RuleApi(dataSource);
        Failures failures = new Failures(pages, api);
        return new Server(Javalin.create(config -> {
                    configure(config, failures);
                    config.routes.before(new Guard(origins)::check);
                    pages.register(config.routes);
                    api.register(config.routes);
                    failures.register(config.routes);
                    Routes.answerHead(config);
                    config.routes.after(Routes::withoutContent);
                })
                .start(HOST, port));
    }

    private static void configure(JavalinConfig config, Failures failures) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(Server::configure);
        config.jetty.modifyServer(server -> server.setErrorHandler(failures));
        config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(failures));
        config.router.javaLangErrorHandler(failures::broken);
        config.staticFiles.add(files -> {
            files.hostedPath = "/static";
            files.directory = "/static";
            files.location = Location.CLASSPATH;
        });
    }

    private static void configure(HttpConfiguration config) {
        config.addCustomizer((request, answer) -> Guard.withoutMethodOverride(request));
    }

    String url() {
        return "http://" + HOST + ":" + javalin.port() + "/";
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
