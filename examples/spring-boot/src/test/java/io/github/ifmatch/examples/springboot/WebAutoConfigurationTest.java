package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.spring.boot.IfmatchWebFluxAutoConfiguration;
import io.github.ifmatch.spring.boot.IfmatchWebMvcAutoConfiguration;
import io.github.ifmatch.spring.web.DecisionException;
import io.github.ifmatch.spring.web.IfmatchMvc;
import io.github.ifmatch.spring.web.IfmatchWebFlux;
import io.github.ifmatch.spring.web.RowTagAdvice;
import io.github.ifmatch.spring.web.VersionedAdvice;
import io.github.ifmatch.spring.web.WebRows;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What Boot configures, and when. */
class WebAutoConfigurationTest {

    private static final AutoConfigurations BOTH =
            AutoConfigurations.of(IfmatchWebMvcAutoConfiguration.class, IfmatchWebFluxAutoConfiguration.class);

    private final WebApplicationContextRunner mvc = new WebApplicationContextRunner().withConfiguration(BOTH);

    @Test
    void areFound() {
        List<String> found =
                ImportCandidates.load(AutoConfiguration.class, null).getCandidates();

        assertThat(found)
                .contains(
                        IfmatchWebMvcAutoConfiguration.class.getName(),
                        IfmatchWebFluxAutoConfiguration.class.getName());
    }

    /** So {@code @WebMvcTest} and {@code @WebFluxTest} have them, by the names that Boot 3.5 and 4 have for their parts. */
    @ParameterizedTest
    @CsvSource({
        "org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureWebMvc, WebMvc",
        "org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureWebMvc, WebMvc",
        "org.springframework.boot.test.autoconfigure.web.reactive.AutoConfigureWebFlux, WebFlux",
        "org.springframework.boot.webflux.test.autoconfigure.AutoConfigureWebFlux, WebFlux"
    })
    void areInTestSlices(String slice, String name) throws IOException {
        List<String> imported = new ArrayList<>();
        for (URL file :
                Collections.list(getClass().getClassLoader().getResources("META-INF/spring/" + slice + ".imports"))) {
            imported.addAll(new String(file.openStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }

        assertThat(imported).contains("io.github.ifmatch.spring.boot.Ifmatch" + name + "AutoConfiguration");
    }

    @Test
    void mvc() {
        mvc.run(context -> assertThat(context)
                .hasSingleBean(WebRows.class)
                .hasSingleBean(IfmatchMvc.class)
                .hasSingleBean(VersionedAdvice.class)
                .hasSingleBean(RowTagAdvice.class)
                .doesNotHaveBean(IfmatchWebFlux.class));
    }

    @Test
    void mvc_switchedOff() {
        mvc.withPropertyValues("ifmatch.web.problems=false", "ifmatch.web.tags=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(IfmatchMvc.class)
                        .doesNotHaveBean(VersionedAdvice.class)
                        .doesNotHaveBean(RowTagAdvice.class));
    }

    @Test
    void mvc_ownRows() {
        WebRows own = WebRows.of();

        mvc.withBean(WebRows.class, () -> own)
                .run(context -> assertThat(context.getBean(WebRows.class)).isSameAs(own));
    }

    /** As {@code @MockitoBean} puts one into a test slice: it says nothing of its table, and does not stand in the way. */
    @Test
    void mvc_mockedRepository() {
        mvc.withBean("mock", VersionedRepository.class, () -> Mockito.mock(VersionedRepository.class))
                .run(context -> assertThat(context.getBean(VersionedAdvice.class)
                                .answered(new DecisionException(new Decision.PreconditionRequired("say which")))
                                .getStatusCode()
                                .value())
                        .isEqualTo(428));
    }

    @Test
    void mvc_withoutSpringMvc() {
        mvc.withClassLoader(new FilteredClassLoader(WebMvcConfigurer.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WebRows.class));
    }

    @Test
    void webFlux() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(BOTH)
                .run(context -> assertThat(context)
                        .hasSingleBean(IfmatchWebFlux.class)
                        .hasSingleBean(VersionedAdvice.class)
                        .doesNotHaveBean(IfmatchMvc.class));
    }

    @Test
    void noWebApplication() {
        new ApplicationContextRunner()
                .withConfiguration(BOTH)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WebRows.class));
    }
}
