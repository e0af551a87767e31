package io.github.ifmatch.examples.shop;

import io.github.ifmatch.Table;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tables. For each there is a repository to inject, and each is checked before the server takes requests. */
@Configuration(proxyBeanMethods = false)
class Tables {

    @Bean
    Table<Article, Long> articles() {
        return Table.of(Article.class, Long.class).named("articles");
    }

    @Bean
    Table<Order, Long> orders() {
        return Table.of(Order.class, Long.class).named("orders");
    }

    @Bean
    Table<OrderLine, Long> orderLines() {
        return Table.of(OrderLine.class, Long.class).named("order_lines");
    }
}
