package io.github.ifmatch.examples.shop;

import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;

/** A controller in a slice, with a mock that says what its table is when the slice has started. */
@WebMvcTest(ArticleController.class)
class ControllerSliceTest {

    @Autowired
    private MockMvc mvc;

    @MockitoBean
    private VersionedRepository<Article, Long> articles;

    @Test
    void put_withoutIfMatch() throws Exception {
        when(articles.table()).thenReturn(Table.of(Article.class, Long.class));

        mvc.perform(put("/articles/1").contentType("application/json").content("{\"name\":\"Kettle\",\"price\":1}"))
                .andExpect(status().isPreconditionRequired());
    }
}
