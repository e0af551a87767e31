package io.github.ifmatch.examples.snippets;

import io.github.ifmatch.Applied;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.Put;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson3;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** With Javalin, over TCP. */
class HttpJavalinTest extends HttpRoundTrips {

    private final Javalin javalin = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.jsonMapper(new JavalinJackson3(JsonMapper.shared(), false));
                new Products(products, preconditions).register(config.routes);
            })
            .start(0);

    // region http-javalin
    record Products(VersionedRepository<Product, Long> rows, Preconditions<Product, Long> preconditions) {

        private static final Logger LOG = LoggerFactory.getLogger(Products.class);

        void register(RoutesConfig routes) {
            routes.get("/products/{id}", this::get);
            routes.put("/products/{id}", this::put);
            routes.exception(VersionedException.class, Products::failed);
        }

        void get(Context http) {
            Product product = rows.get(id(http));
            if (decide(http) instanceof Decision.Answer answer) {
                answer(http, answer);
            } else {
                ok(http, 200, product);
            }
        }

        void put(Context http) {
            Decision decision = decide(http); // before the content is read
            if (decision instanceof Decision.Proceed proceed) {
                Product edited = http.bodyAsClass(ProductEdit.class).of(id(http));
                Put<Product> put = ConditionalRows.of(rows).tryCreateOrUpdate(edited, proceed.versions());
                if (put.outcome() instanceof Applied<Product> applied) {
                    ok(http, put.isCreated() ? 201 : 200, applied.row());
                } else {
                    problem(http, Problem.of(put.outcome(), proceed));
                }
            } else {
                answer(http, (Decision.Answer) decision);
            }
        }

        Decision decide(Context http) {
            return preconditions.evaluate(
                    http.method().name(),
                    name -> Collections.list(http.req().getHeaders(name)), // every line of the field
                    id(http),
                    () -> rows.find(id(http)));
        }

        void ok(Context http, int status, Product product) {
            http.header("Content-Location", http.path());
            http.header("ETag", preconditions.tags().of(product).toString());
            http.status(status).json(product);
        }

        static void answer(Context http, Decision.Answer answer) {
            answer.headers().forEach(http::header);
            if (answer.status() == 304) {
                http.status(304).header("Content-Location", http.path()); // what a 200 has, a 304 has, too
            } else {
                problem(http, Problem.of(answer));
            }
        }

        static void failed(VersionedException e, Context http) {
            Problem problem = Problem.of(e);
            if (problem.status() >= 500) {
                LOG.error("{} {} answered {}", http.method(), http.path(), problem.status(), e);
            }
            problem(http, problem);
        }

        static void problem(Context http, Problem problem) {
            http.status(problem.status()).json(problem.toMap());
            problem.headers().forEach(http::header);
        }

        static long id(Context http) {
            return Long.parseLong(http.pathParam("id"));
        }
    }
    // endregion

    @AfterEach
    void stop() {
        javalin.stop();
    }

    @Override
    Reply send(String method, long id, String body, String... fields) throws Exception {
        return overTcp(javalin.port(), method, id, body, fields);
    }
}
