package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.ColumnTypes;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Column types of one's own: for one component, for a table, for all tables. */
public abstract class OwnTypesContract extends Contract {

    /** Two decimals, never below zero. */
    public record Money(BigDecimal amount) {

        public Money {
            if (amount.signum() < 0) {
                throw new IllegalArgumentException("below zero: " + amount);
            }
        }

        static Money of(String amount) {
            return new Money(new BigDecimal(amount));
        }
    }

    /** Found by the {@link java.util.ServiceLoader}. */
    public static final class MoneyTypes implements ColumnTypes {

        @Override
        public Optional<? extends ColumnType<?>> find(Type javaType) {
            return javaType == Money.class ? Optional.of(MONEY) : Optional.empty();
        }
    }

    private static final ColumnType<Money> MONEY =
            ColumnType.of(BigDecimal.class).as(Money::new, Money::amount);
    private static final ColumnType<List<String>> WORDS =
            ColumnType.of(String.class).as(text -> List.of(text.split(" ")), words -> String.join(" ", words));

    private record Item(long id, Money price, List<String> words, long version) {}

    @BeforeEach
    void createTable() {
        database.drop("items");
        database.execute("CREATE TABLE items (id {identity}, price numeric(12, 2),"
                + " words varchar(100), version bigint NOT NULL)");
    }

    private static Table<Item, Long> items() {
        return Table.of(Item.class, Long.class).named("items");
    }

    private static Table<Item, Long> typed() {
        return items().type("price", MONEY).type("words", WORDS);
    }

    /** As the column answers it. */
    private Money stored(String amount) {
        BigDecimal scaled = new BigDecimal(amount);
        return new Money(database.has(Feature.SCALED_NUMBERS) ? scaled : scaled.stripTrailingZeros());
    }

    private void assertRoundTrips(Table<Item, Long> table) {
        VersionedRepository<Item, Long> items = database.repository(table);
        Item row = items.insert(new Item(0, Money.of("1.5"), List.of("nut", "bolt"), 0));
        assertThat(row).isEqualTo(new Item(row.id(), stored("1.50"), List.of("nut", "bolt"), 1));
        row = items.update(new Item(row.id(), null, List.of("nut"), 1));
        assertThat(row).isEqualTo(new Item(row.id(), null, List.of("nut"), 2));
        row = items.patch(row.id(), 2, Map.of("price", Money.of("2.00")));
        assertThat(row).isEqualTo(new Item(row.id(), stored("2.00"), List.of("nut"), 3));
        assertThat(items.get(row.id())).isEqualTo(row);
    }

    @Test
    void type_ofAComponent() {
        assertRoundTrips(typed());
    }

    @Test
    void types_ofATable() {
        ColumnTypes byGenericType = javaType -> javaType.getTypeName().equals("java.util.List<java.lang.String>")
                ? Optional.of(WORDS)
                : Optional.empty();

        assertRoundTrips(items().types(new MoneyTypes()).types(byGenericType));
    }

    @Test
    void types_ofEveryTable(@TempDir Path directory) throws IOException {
        Path service = directory.resolve("META-INF/services/" + ColumnTypes.class.getName());
        Files.createDirectories(service.getParent());
        Files.writeString(service, MoneyTypes.class.getName());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        URL[] urls = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, before)) {
            Thread.currentThread().setContextClassLoader(loader);

            assertRoundTrips(items().type("words", WORDS));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void same_byTheStoredValue() {
        VersionedRepository<Item, Long> items = database.repository(typed());
        Item row = items.insert(new Item(0, Money.of("1"), List.of("nut"), 0));
        Item mine = new Item(row.id(), Money.of("2"), List.of("nut"), 1);
        items.update(mine);

        assertThat(items.tryUpdate(mine))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.looksApplied()).isTrue());
    }

    @Test
    void read_refusedByTheType() {
        database.execute("INSERT INTO items (id, price, words, version) VALUES (7, -13, 'nut', 1)");
        VersionedRepository<Item, Long> items = database.repository(typed());

        assertThatThrownBy(() -> items.get(7L))
                .isInstanceOf(MappingException.class)
                .hasMessage("items.price holds a value that does not fit the component price (" + Money.class.getName()
                        + "): mend the value, or give the component a type that can hold it");
    }

    /** What a type of one's own throws when it binds is the caller's, and nothing is sent. */
    @Test
    void bind_refusedByTheType() {
        ColumnType<Money> fixed = ColumnType.of(BigDecimal.class)
                .as(Money::new, money -> money.amount().setScale(1));
        VersionedRepository<Item, Long> items = database.repository(typed().type("price", fixed));
        Item row = items.insert(new Item(0, Money.of("1"), List.of("nut"), 0));

        assertThatThrownBy(() -> items.update(new Item(row.id(), Money.of("0.12"), List.of("nut"), 1)))
                .isInstanceOf(ArithmeticException.class);
        assertThat(items.get(row.id())).isEqualTo(row);
    }
}
