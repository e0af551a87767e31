package io.github.ifmatch.examples.springboot;

import io.github.ifmatch.spring.web.IfmatchMvc;
import io.github.ifmatch.spring.web.RowTagAdvice;
import io.github.ifmatch.spring.web.VersionedAdvice;
import io.github.ifmatch.spring.web.WebRows;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** An application with Spring MVC, in process, and without Boot. */
record WebMvcServer(GenericWebApplicationContext context, MockMvc mvc) implements AutoCloseable {

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class Web {

        @Bean
        WebRows rows(ListableBeanFactory beans) {
            return WebRows.ofBeans(beans);
        }

        @Bean
        IfmatchMvc ifmatch(WebRows rows) {
            return new IfmatchMvc(rows);
        }

        @Bean
        VersionedAdvice problems(WebRows rows) {
            return new VersionedAdvice(rows);
        }

        @Bean
        RowTagAdvice tags(WebRows rows) {
            return new RowTagAdvice(rows);
        }
    }

    static WebMvcServer start(Consumer<GenericWebApplicationContext> beans) {
        GenericWebApplicationContext context = context(beans);
        context.setServletContext(new MockServletContext());
        context.refresh();
        return new WebMvcServer(
                context, MockMvcBuilders.webAppContextSetup(context).build());
    }

    /** Not refreshed yet: that is the servlet's to do. */
    static GenericWebApplicationContext context(Consumer<GenericWebApplicationContext> beans) {
        GenericWebApplicationContext context = new GenericWebApplicationContext();
        new AnnotatedBeanDefinitionReader(context).register(Web.class);
        beans.accept(context);
        return context;
    }

    WebRoundTrips.Reply send(String method, String path, String body, String... fields) throws Exception {
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(HttpMethod.valueOf(method), path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        for (int i = 0; i < fields.length; i += 2) {
            request.header(fields[i], fields[i + 1]);
        }
        MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
        Map<String, String> headers = new TreeMap<>();
        response.getHeaderNames()
                .forEach(name ->
                        headers.put(name.toLowerCase(Locale.ROOT), String.join(" | ", response.getHeaders(name))));
        return new WebRoundTrips.Reply(response.getStatus(), headers, response.getContentAsString());
    }

    @Override
    public void close() {
        context.close();
    }
}
