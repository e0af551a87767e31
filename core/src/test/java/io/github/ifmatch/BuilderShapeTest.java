package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link Shape#ofBuilder} finds in a class, and what it refuses, with the whole message. */
@SuppressWarnings({"EffectivelyPrivate", "UnusedMethod", "UnusedVariable"}) // method handles use what seems unused
class BuilderShapeTest {

    private static final String HERE = BuilderShapeTest.class.getName() + "$";

    /** As Lombok writes it: accessors and a builder's methods by the plain names. */
    private static final class Fluent {
        private final long id;
        private final @Nullable String owner;
        private final boolean open;
        private final long version;
        private transient int hash;

        private Fluent(Builder builder) {
            id = builder.id;
            owner = builder.owner;
            open = builder.open;
            version = builder.version;
        }

        static Builder builder() {
            return new Builder();
        }

        Builder toBuilder() {
            return new Builder().id(id).owner(owner).open(open).version(version);
        }

        long id() {
            return id;
        }

        @Nullable
        String owner() {
            return owner;
        }

        boolean isOpen() {
            return open;
        }

        long version() {
            return version;
        }

        /** Computed: no field, so no component. */
        String label() {
            hash++;
            return owner + " " + id;
        }

        static final class Builder {
            private long id;
            private @Nullable String owner = "nobody";
            private boolean open;
            private long version;

            Builder id(long newId) {
                id = newId;
                return this;
            }

            Builder owner(@Nullable String newOwner) {
                owner = newOwner;
                return this;
            }

            /** Not of the builder's, and no component. */
            String label(String label) {
                return label;
            }

            Builder open(boolean newOpen) {
                open = newOpen;
                return this;
            }

            Builder version(long newVersion) {
                version = newVersion;
                return this;
            }

            Fluent build() {
                return new Fluent(this);
            }
        }
    }

    /** As AutoValue writes it: an abstract class, and a builder that is abstract, too. */
    private abstract static class Auto {
        public abstract long getId();

        public abstract String getOwner();

        public abstract boolean isOpen();

        public abstract long getVersion();

        public abstract Builder toBuilder();

        @Override
        public abstract String toString();

        public String label() {
            return getOwner() + " " + getId();
        }

        static Builder newBuilder() {
            return new AutoBuilder(0, "", false, 0);
        }

        abstract static class Builder {
            abstract Builder setId(long id);

            abstract Builder setOwner(String owner);

            abstract Builder setOpen(boolean open);

            abstract Builder setVersion(long version);

            abstract Auto build();
        }
    }

    /** Immutable itself: each method gives another one. */
    private static final class AutoBuilder extends Auto.Builder {
        private final long id;
        private final String owner;
        private final boolean open;
        private final long version;

        AutoBuilder(long id, String owner, boolean open, long version) {
            this.id = id;
            this.owner = owner;
            this.open = open;
            this.version = version;
        }

        @Override
        AutoBuilder setId(long newId) {
            return new AutoBuilder(newId, owner, open, version);
        }

        @Override
        AutoBuilder setOwner(String newOwner) {
            return new AutoBuilder(id, newOwner, open, version);
        }

        @Override
        AutoBuilder setOpen(boolean newOpen) {
            return new AutoBuilder(id, owner, newOpen, version);
        }

        @Override
        AutoBuilder setVersion(long newVersion) {
            return new AutoBuilder(id, owner, open, newVersion);
        }

        @Override
        Auto build() {
            return new AutoValue(id, owner, open, version);
        }
    }

    private static final class AutoValue extends Auto {
        private final long id;
        private final String owner;
        private final boolean open;
        private final long version;

        AutoValue(long id, String owner, boolean open, long version) {
            this.id = id;
            this.owner = owner;
            this.open = open;
            this.version = version;
        }

        @Override
        public long getId() {
            return id;
        }

        @Override
        public String getOwner() {
            return owner;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public long getVersion() {
            return version;
        }

        @Override
        public Builder toBuilder() {
            return new AutoBuilder(id, owner, open, version);
        }

        @Override
        public String toString() {
            return id + " " + owner + " " + open + " v" + version;
        }
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(MappingException.class).hasMessage(message);
    }

    private static List<String> names(Shape<?> shape) {
        return shape.parts().stream().map(Shape.Part::name).toList();
    }

    @Test
    void ofBuilder_fields() {
        Shape<Fluent> shape = Shape.ofBuilder(Fluent.class, Fluent::builder);

        assertThat(names(shape)).containsExactly("id", "owner", "open", "version");
        Fluent row = shape.constructor().apply(new @Nullable Object[] {7L, "Ann", true, 3L});
        assertThat(row.label()).isEqualTo("Ann 7");
        assertThat(row.isOpen()).isTrue();
        assertThat(row.version()).isEqualTo(3);
    }

    /** A default of the builder's would pass for what is stored. */
    @Test
    void ofBuilder_nullIsNoDefault() {
        Shape<Fluent> shape = Shape.ofBuilder(Fluent.class, Fluent::builder);

        assertThat(shape.constructor()
                        .apply(new @Nullable Object[] {7L, null, true, 3L})
                        .owner())
                .isNull();
        assertThat(shape.without("owner")
                        .constructor()
                        .apply(new @Nullable Object[] {7L, true, 3L})
                        .owner())
                .isEqualTo("nobody");
    }

    @Test
    void ofBuilder_abstractAccessors() {
        Table<Auto, Long> table = Table.of(Shape.ofBuilder(Auto.class, Auto::newBuilder), Long.class);
        Auto row = new AutoValue(7, "Ann", true, 3);

        assertThat(names(Shape.ofBuilder(Auto.class, Auto::newBuilder)))
                .containsExactly("id", "open", "owner", "version");
        assertThat(table.id(row)).isEqualTo(7L);
        assertThat(table.withVersion(row, 4)).hasToString("7 Ann true v4");
        assertThat(table.with(row, Map.of("owner", "Bob"))).hasToString("7 Bob true v3");
    }

    /** Lombok's withers give the row itself where nothing changes: that is an honest patch. */
    @Test
    void copy_ofFinalFields() {
        Table<Fixed, Long> fixed = Table.of(Shape.ofBuilder(Fixed.class, FixedBuilder::new), Long.class);
        Table<Fluent, Long> caching = Table.of(Shape.ofBuilder(Fluent.class, Fluent::builder), Long.class);
        Fixed row = new Fixed(7, 3);
        Fluent cached = Fluent.builder().build();

        assertThat(fixed.copy(row)).isSameAs(row);
        assertThat(caching.copy(cached)).isNotSameAs(cached);
    }

    private static final class Fixed {
        private final long id;
        private final long version;

        Fixed(long id, long version) {
            this.id = id;
            this.version = version;
        }

        long getId() {
            return id;
        }

        long getVersion() {
            return version;
        }
    }

    /** Setters of the JavaBeans, which give nothing. */
    private static class FixedBuilder {
        private long id;
        private long version;

        public void setId(long newId) {
            id = newId;
        }

        public void setVersion(long newVersion) {
            version = newVersion;
        }

        public Fixed build() {
            return new Fixed(id, version);
        }
    }

    private static final class Odd {
        private final long id = 1;
        private final List<String> tags = List.of();
        private final String owner = "";
        private final int pieces = 1;
        private final long version = 1;

        long id() {
            return id;
        }

        List<String> tags() {
            return tags;
        }

        String name() {
            return owner;
        }

        int pieces() {
            return pieces;
        }

        long version() {
            return version;
        }
    }

    private static final class OddBuilder {
        private final List<String> all = new ArrayList<>();

        OddBuilder withId(long id) {
            all.add("id " + id);
            return this;
        }

        OddBuilder tags(String tag) {
            all.add(tag);
            return this;
        }

        OddBuilder tags(Collection<String> tags) {
            all.addAll(tags);
            return this;
        }

        OddBuilder owner(String owner) {
            all.add(owner);
            return this;
        }

        OddBuilder pieces(String pieces) {
            all.add(pieces);
            return this;
        }

        private OddBuilder version(long version) {
            all.add("v" + version);
            return this;
        }

        Odd build() {
            return new Odd();
        }
    }

    @Test
    void ofBuilder_halfComponents() {
        Shape<Odd> shape = Shape.ofBuilder(Odd.class, OddBuilder::new);

        assertRefused(
                shape::parts,
                HERE + "Odd: there is no accessor owner() or getOwner(); pieces() gives a int, but the builder's"
                        + " pieces(…) takes a java.lang.String; the builder has no version(long), setVersion(…) or"
                        + " withVersion(…). Mend that, or leave out what is no column: without(\"owner\", \"pieces\","
                        + " \"version\")");
        assertThat(names(shape.without("owner", "pieces", "version"))).containsExactly("id", "tags");
    }

    @Test
    void ofBuilder_noBuilder() {
        assertRefused(
                () -> Shape.ofBuilder(Odd.class, StringBuilder::new),
                HERE + "Odd: its builder, java.lang.StringBuilder, has no method build() that gives a Odd");
        assertRefused(
                () -> Shape.ofBuilder(Odd.class, () -> null), HERE + "Odd: the supplier gives no builder, but null");
    }

    @Test
    void equals_sameSupplier() {
        Supplier<Fluent.Builder> supplier = Fluent::builder;

        assertThat(Shape.ofBuilder(Fluent.class, supplier))
                .isEqualTo(Shape.ofBuilder(Fluent.class, supplier))
                .isNotEqualTo(Shape.ofBuilder(Fluent.class, Fluent::builder));
    }

    @Test
    void with_builderRefuses() {
        Table<Fixed, Long> table = Table.of(
                Shape.ofBuilder(Fixed.class, () -> new FixedBuilder() {
                    @Override
                    public void setVersion(long newVersion) {
                        throw new IllegalStateException("not " + newVersion);
                    }
                }),
                Long.class);

        assertThatThrownBy(() -> table.withVersion(new Fixed(7, 3), 4))
                .isInstanceOf(MappingException.class)
                .hasMessage("fixed (Fixed): the builder refused a row")
                .hasRootCauseMessage("not 4");
    }

    @Test
    void of_classWithBuilder() {
        assertRefused(
                () -> Table.of(Fluent.class, Long.class),
                HERE + "Fluent is not a record: use Table.of(Shape.ofBuilder(Fluent.class, Fluent::builder), …)");
        assertRefused(
                () -> Table.of(Auto.class, Long.class),
                HERE + "Auto is not a record: use Table.of(Shape.ofBuilder(Auto.class, Auto::newBuilder), …)");
    }
}
