package io.github.ifmatch.examples.shop;

import io.github.ifmatch.Table;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.spring.web.IfMatch;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An aggregate as a resource: the tag of an order is that of its root. */
@RestController
@RequestMapping("/orders")
class OrderController {

    /** A line as clients have it: without an id where it is new. */
    record Line(Long id, long articleId, int quantity) {}

    /** An order as clients have it. */
    record Content(String customer, List<Line> lines) {}

    private final OrderService service;
    private final RowTags<Order, Long> tags;

    OrderController(OrderService service, Table<Order, Long> orders) {
        this.service = service;
        this.tags = RowTags.of(orders);
    }

    @GetMapping("/{id}")
    ResponseEntity<Content> get(@PathVariable("id") long id) {
        return answer(ResponseEntity.ok(), service.get(id));
    }

    @PostMapping
    ResponseEntity<Content> post(@RequestBody Content content) {
        OrderService.Whole placed = service.place(content.customer(), content.lines());
        return answer(
                ResponseEntity.created(URI.create("/orders/" + placed.order().id())), placed);
    }

    @PutMapping("/{id}")
    ResponseEntity<Content> put(
            @PathVariable("id") long id,
            @IfMatch(Order.class) AcceptableVersions versions,
            @RequestBody Content content) {
        return answer(ResponseEntity.ok(), service.change(id, versions, content.customer(), content.lines()));
    }

    private ResponseEntity<Content> answer(ResponseEntity.BodyBuilder builder, OrderService.Whole whole) {
        List<Line> lines = whole.lines().stream()
                .map(line -> new Line(line.id(), line.articleId(), line.quantity()))
                .toList();
        return builder.eTag(tags.of(whole.order()).toString())
                .body(new Content(whole.order().customer(), lines));
    }
}
