package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.type.ColumnType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Enums by name in text columns and in the database's own enum types, and by a type of one's own. */
public abstract class EnumsContract extends Contract {

    /** The names hold an i and an I, which a Turkish locale changes the case of. */
    private enum Status {
        init,
        INVOICED,
        /** A constant with a body is of a class of its own. */
        SHIPPED {
            @Override
            boolean isLast() {
                return true;
            }
        };

        boolean isLast() {
            return false;
        }
    }

    private record Parcel(long id, Status status, long version) {}

    private static final Table<Parcel, Long> PARCELS =
            Table.of(Parcel.class, Long.class).named("parcels");

    private void createTable(String type) {
        database.drop("parcels");
        database.execute("CREATE TABLE parcels (id {identity}, status " + type + ", version bigint NOT NULL)");
    }

    private void assertRoundTrips(Table<Parcel, Long> table) {
        VersionedRepository<Parcel, Long> parcels = database.repository(table);
        Parcel row = parcels.insert(new Parcel(0, Status.init, 0));
        assertThat(row.status()).isEqualTo(Status.init);
        row = parcels.update(new Parcel(row.id(), Status.SHIPPED, 1));
        assertThat(row.status()).isEqualTo(Status.SHIPPED);
        assertThat(row.status().isLast()).isTrue();
        row = parcels.patch(row.id(), 2, Map.of("status", Status.INVOICED));
        assertThat(row.status()).isEqualTo(Status.INVOICED);
        row = parcels.update(new Parcel(row.id(), null, 3));
        assertThat(row).isEqualTo(new Parcel(row.id(), null, 4));
        assertThat(parcels.insert(new Parcel(0, null, 0)).status()).isNull();
    }

    @Test
    void text_roundTrips() {
        createTable("varchar(20)");

        assertRoundTrips(PARCELS);
    }

    @Test
    void nativeEnum_roundTrips() {
        needs(Feature.NATIVE_ENUMS);
        createTable(database.enumType("parcel_status", "init", "INVOICED", "SHIPPED"));

        assertRoundTrips(PARCELS);
    }

    /** A dialect that binds enums in its own way leaves this one alone. */
    @Test
    void ownType_byOrdinal() {
        createTable("integer");
        ColumnType<Status> byOrdinal =
                ColumnType.of(Integer.class).as(ordinal -> Status.values()[ordinal], Status::ordinal);

        assertRoundTrips(PARCELS.type("status", byOrdinal));
    }

    @Test
    void read_unknownConstant() {
        createTable("varchar(20)");
        database.execute("INSERT INTO parcels (id, status, version) VALUES (7, 's3cr3t', 1)");
        VersionedRepository<Parcel, Long> parcels = database.repository(PARCELS);

        assertThatThrownBy(() -> parcels.get(7L))
                .isInstanceOf(MappingException.class)
                .hasMessage("parcels.status holds a value that does not fit the component status ("
                        + Status.class.getName() + "): mend the value, or give the component a type that can hold it");
    }

    private record Label(Status id, String text, long version) {}

    @Test
    void id_enum() {
        database.drop("labels");
        database.execute("CREATE TABLE labels (id varchar(20) PRIMARY KEY, text varchar(20), version bigint NOT NULL)");
        VersionedRepository<Label, Status> labels =
                database.repository(Table.of(Label.class, Status.class).named("labels"));

        Label shipped = labels.insert(new Label(Status.SHIPPED, "shipped", 0));
        Label init = labels.insert(new Label(Status.init, "new", 0));

        assertThat(labels.get(Status.SHIPPED)).isEqualTo(shipped);
        assertThat(labels.findAll(List.of(Status.INVOICED, Status.init, Status.SHIPPED)))
                .containsExactly(init, shipped);
        assertThat(labels.update(init).version()).isEqualTo(2);
        assertThat(labels.tryInsert(shipped).isApplied()).isFalse();
        assertThat(labels.delete(shipped)).isEqualTo(shipped);
    }
}
