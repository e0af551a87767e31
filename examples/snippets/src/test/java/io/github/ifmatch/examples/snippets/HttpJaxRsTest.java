package io.github.ifmatch.examples.snippets;

import com.sun.net.httpserver.HttpServer;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.Put;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.URI;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.junit.jupiter.api.AfterEach;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** With JAX-RS: Jersey, on the JDK's HTTP server. */
class HttpJaxRsTest extends HttpRoundTrips {

    private final HttpServer server = JdkHttpServerFactory.createHttpServer(
            URI.create("http://localhost:0/"),
            new ResourceConfig()
                    .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                    .register(new ProductResource(products, preconditions))
                    .register(new VersionedMapper())
                    .register(new Json()));

    // region http-jax-rs
    @Path("products/{id}")
    public static class ProductResource {

        private final VersionedRepository<Product, Long> products;
        private final Preconditions<Product, Long> preconditions;

        ProductResource(VersionedRepository<Product, Long> products, Preconditions<Product, Long> preconditions) {
            this.products = products;
            this.preconditions = preconditions;
        }

        @GET
        public Response get(@PathParam("id") long id, @Context HttpHeaders headers) {
            Product product = products.get(id);
            return preconditions.evaluate("GET", headers::getRequestHeader, product) instanceof Decision.Answer answer
                    ? answered(id, answer)
                    : ok(200, product);
        }

        @PUT
        @Consumes("application/json")
        public Response put(@PathParam("id") long id, @Context HttpHeaders headers, ProductEdit edit) {
            Decision decision = preconditions.evaluate("PUT", headers::getRequestHeader, id, () -> products.find(id));
            if (decision instanceof Decision.Proceed proceed) {
                Put<Product> put = ConditionalRows.of(products).tryCreateOrUpdate(edit.of(id), proceed.versions());
                return put.outcome()
                        .fold(
                                stored -> ok(put.isCreated() ? 201 : 200, stored),
                                conflict -> problem(Problem.of(conflict, proceed)),
                                missing -> problem(Problem.of(missing, proceed)));
            }
            return answered(id, (Decision.Answer) decision);
        }

        Response ok(int status, Product product) {
            return Response.status(status)
                    .type("application/json")
                    .header("Content-Location", location(product.id()))
                    .header("ETag", preconditions.tags().of(product))
                    .entity(product)
                    .build();
        }

        static String location(long id) {
            return "/products/" + id;
        }

        static Response answered(long id, Decision.Answer answer) {
            return answer instanceof Decision.NotModified unchanged
                    ? Response.status(304)
                            .header("Content-Location", location(id)) // what a 200 has, a 304 has, too
                            .header("ETag", unchanged.currentTag())
                            .build()
                    : problem(Problem.of(answer));
        }

        static Response problem(Problem problem) {
            ResponseBuilder response = Response.status(problem.status()).entity(problem.toMap());
            problem.headers().forEach(response::header);
            return response.build();
        }
    }

    static class VersionedMapper implements ExceptionMapper<VersionedException> {

        private static final Logger LOG = LoggerFactory.getLogger(VersionedMapper.class);

        @Override
        public Response toResponse(VersionedException e) {
            Problem problem = Problem.of(e);
            if (problem.status() >= 500) {
                LOG.error("answered {}", problem.status(), e);
            }
            return ProductResource.problem(problem);
        }
    }
    // endregion

    /** Any JSON library does; this is Jackson. */
    private static final class Json implements MessageBodyWriter<Object>, MessageBodyReader<Object> {

        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
            return media.getSubtype().endsWith("json");
        }

        @Override
        public void writeTo(
                Object value,
                Class<?> type,
                Type generic,
                Annotation[] annotations,
                MediaType media,
                MultivaluedMap<String, Object> headers,
                OutputStream out) {
            JsonMapper.shared().writeValue(out, value);
        }

        @Override
        public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
            return type == ProductEdit.class;
        }

        @Override
        public Object readFrom(
                Class<Object> type,
                Type generic,
                Annotation[] annotations,
                MediaType media,
                MultivaluedMap<String, String> headers,
                InputStream in) {
            return JsonMapper.shared().readValue(in, type);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Override
    Reply send(String method, long id, String body, String... fields) throws Exception {
        return overTcp(server.getAddress().getPort(), method, id, body, fields);
    }
}
