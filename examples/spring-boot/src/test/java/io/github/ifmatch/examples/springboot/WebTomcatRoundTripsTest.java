package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.Preconditions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** The same over TCP: what a server makes of a 304, of HEAD, and of a response that was begun. */
class WebTomcatRoundTripsTest extends WebRoundTrips {

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    void start(@TempDir Path folder) throws LifecycleException {
        GenericWebApplicationContext context = WebMvcServer.context(beans -> {
            beans.registerBean(WebMvcRoundTripsTest.ProductController.class);
            beans.registerBean("products", VersionedRepository.class, products::repository);
            beans.registerBean("preconditions", Preconditions.class, () -> WebProducts.PRECONDITIONS);
        });
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        Context root = tomcat.addContext("", null);
        Tomcat.addServlet(root, "spring", new DispatcherServlet(context));
        root.addServletMappingDecoded("/", "spring");
        tomcat.getConnector();
        tomcat.start();
    }

    @AfterAll
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    @Override
    Reply send(String method, String path, String body, String... fields) throws IOException, InterruptedException {
        int port = tomcat.getConnector().getLocalPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        for (int i = 0; i < fields.length; i += 2) {
            request.header(fields[i], fields[i + 1]);
        }
        HttpResponse<String> reply = client.send(request.build(), BodyHandlers.ofString());
        Map<String, String> headers = new TreeMap<>();
        reply.headers().map().forEach((name, lines) -> headers.put(name, String.join(" | ", lines)));
        return new Reply(reply.statusCode(), headers, reply.body());
    }

    @Test
    void read_head() throws Exception {
        Reply read = send("HEAD", "/products/7", "");
        Reply missing = send("HEAD", "/products/8", "");

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("etag")).contains(WebProducts.tag(1));
        assertThat(read.body()).isEmpty();
        assertThat(send("HEAD", "/products/7", "", "If-None-Match", WebProducts.tag(1))
                        .status())
                .isEqualTo(304);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.body()).isEmpty();
    }
}
