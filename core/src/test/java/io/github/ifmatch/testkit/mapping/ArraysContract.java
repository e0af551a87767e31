package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Sample;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.math.BigDecimal;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SQL arrays as Java arrays of wrappers and of primitives. */
public abstract class ArraysContract extends Contract {

    @BeforeEach
    void requireArrays() {
        needs(Feature.ARRAYS);
    }

    public static Stream<Sample<?>> samples() {
        return Stream.of(
                Sample.of(Boolean[].class, "boolean array", new Boolean[0], new Boolean[] {true, null, false}),
                Sample.of(Short[].class, "smallint array", new Short[0], new Short[] {Short.MIN_VALUE, null, 1}),
                Sample.of(Integer[].class, "integer array", new Integer[0], new Integer[] {Integer.MIN_VALUE, null, 1}),
                Sample.of(Long[].class, "bigint array", new Long[0], new Long[] {Long.MIN_VALUE, null, 1L}),
                Sample.of(Float[].class, "real array", new Float[0], new Float[] {Float.MAX_VALUE, null, 0.1F}),
                Sample.of(Double[].class, "double precision array", new Double[0], new Double[] {
                    Double.MAX_VALUE, null, 0.1
                }),
                Sample.of(BigDecimal[].class, "numeric(20, 2) array", new BigDecimal[0], new BigDecimal[] {
                    new BigDecimal("123456789012345678.90"), null
                }),
                Sample.of(String[].class, "varchar(50) array", new String[0], new String[] {
                    "", null, "null", "NULL", "a,b", "{x}", "\"q\" \\ 'q'", "\uD83C\uDF89"
                }),
                Sample.of(UUID[].class, "uuid array", new UUID[0], new UUID[] {new UUID(0, 1), null, new UUID(-1, -1)}),
                Sample.of(boolean[].class, "boolean array", new boolean[0], new boolean[] {true, false}),
                Sample.of(short[].class, "smallint array", new short[0], new short[] {Short.MAX_VALUE, 0}),
                Sample.of(int[].class, "integer array", new int[0], new int[] {Integer.MAX_VALUE, 0}),
                Sample.of(long[].class, "bigint array", new long[0], new long[] {Long.MAX_VALUE, 0}),
                Sample.of(float[].class, "real array", new float[0], new float[] {0.1F, -1}),
                Sample.of(double[].class, "double precision array", new double[0], new double[] {0.1, -1}));
    }

    private void createTable(String sqlType) {
        database.drop("samples");
        database.execute("CREATE TABLE samples (id {identity}, sample " + sqlType + ", version bigint NOT NULL)");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void write_everyValue(Sample<?> sample) {
        createTable(sample.sqlType());
        VersionedRepository<Sample.Row, Long> rows = database.repository(sample.table());

        for (Object value : sample.valuesAndNulls()) {
            Sample.Row inserted = rows.insert(new Sample.Row(0, value, 0));
            assertThat(inserted.value()).isEqualTo(value);
            Sample.Row cleared = rows.update(new Sample.Row(inserted.id(), null, 1));
            assertThat(cleared.value()).isNull();
            Sample.Row patched = rows.patch(cleared, new Sample.Row(inserted.id(), value, 2));
            assertThat(patched.value()).isEqualTo(value);
            assertThat(rows.get(inserted.id()).value()).isEqualTo(value);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // as a table may have them
    private record Tagged(long id, String[] sample, long version) {}

    private static final Table<Tagged, Long> TAGGED =
            Table.of(Tagged.class, Long.class).named("samples");

    @Test
    void patch_equalArrays() {
        createTable("varchar(50) array");
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        VersionedRepository<Tagged, Long> rows = database.repository(counting.dataSource(), TAGGED);
        Tagged row = rows.insert(new Tagged(0, new String[] {"a", "b"}, 0));
        counting.drain();

        Tagged same = rows.patch(row, new Tagged(row.id(), new String[] {"a", "b"}, 1));

        assertThat(same.version()).isEqualTo(1);
        assertThat(counting.drain()).isEmpty();
    }

    @SuppressWarnings("ArrayRecordComponent") // as a table may have them
    private record Numbered(long id, int[] sample, long version) {}

    @Test
    void read_nullElement() {
        createTable("integer array");
        database.execute("INSERT INTO samples (id, sample, version) VALUES (7, ARRAY[1, NULL], 1)");
        VersionedRepository<Numbered, Long> rows =
                database.repository(Table.of(Numbered.class, Long.class).named("samples"));

        assertThatThrownBy(() -> rows.get(7L))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "samples.sample: element 2 of the array is NULL, which int[] cannot hold: declare an array of the"
                                + " wrapper class");
    }
}
