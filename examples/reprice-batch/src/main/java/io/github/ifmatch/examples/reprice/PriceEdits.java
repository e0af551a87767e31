package io.github.ifmatch.examples.reprice;

import io.github.ifmatch.Edit;
import io.github.ifmatch.VersionedRepository;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lines of a price list as edits of the products as they stand; so many are read ahead. For one thread at a time. */
final class PriceEdits implements Iterator<Edit<Product>> {

    /** Five chunks: time enough for somebody to change a row between its reading and its writing. */
    private static final int READ_AHEAD = 5_000;

    private final Iterator<PriceList.Line> lines;
    private final VersionedRepository<Product, Long> products;
    private final Deque<Edit<Product>> ready = new ArrayDeque<>();

    PriceEdits(Iterator<PriceList.Line> lines, VersionedRepository<Product, Long> products) {
        this.lines = lines;
        this.products = products;
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || lines.hasNext();
    }

    @Override
    public Edit<Product> next() {
        if (ready.isEmpty()) {
            read();
        }
        return ready.remove();
    }

    private void read() {
        List<PriceList.Line> some = new ArrayList<>();
        while (some.size() < READ_AHEAD && lines.hasNext()) {
            some.add(lines.next());
        }
        Map<Long, Product> found = products
                .findAll(some.stream().map(PriceList.Line::productId).toList())
                .stream()
                .collect(Collectors.toMap(Product::id, Function.identity()));
        for (PriceList.Line line : some) {
            // a product that is not there is sent all the same: its outcome says that it is missing
            Product before = found.getOrDefault(
                    line.productId(), new Product(line.productId(), "unknown", BigDecimal.ZERO, 0, 1));
            ready.add(new Edit<>(before, before.withPrice(line.price())));
        }
    }
}
