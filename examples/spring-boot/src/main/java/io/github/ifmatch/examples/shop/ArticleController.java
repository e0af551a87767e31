package io.github.ifmatch.examples.shop;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.spring.web.IfMatch;
import java.math.BigDecimal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A row as a resource: its ETag, 304 and the problems are written by Ifmatch. */
@RestController
@RequestMapping("/articles/{id}")
class ArticleController {

    /** What a client may change. */
    record Edit(String name, BigDecimal price) {}

    private final VersionedRepository<Article, Long> articles;

    ArticleController(VersionedRepository<Article, Long> articles) {
        this.articles = articles;
    }

    @GetMapping
    Article get(@PathVariable("id") long id) {
        return articles.get(id);
    }

    @PutMapping
    Article put(
            @PathVariable("id") long id, @IfMatch(Article.class) AcceptableVersions versions, @RequestBody Edit edit) {
        return ConditionalRows.of(articles)
                .tryUpdate(new Article(id, edit.name(), edit.price(), 0), versions)
                .orElseThrow();
    }
}
