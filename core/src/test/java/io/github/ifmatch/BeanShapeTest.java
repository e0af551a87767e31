package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link Shape#ofBean} finds in a class, and what it refuses, with the whole message. */
@SuppressWarnings({"EffectivelyPrivate", "UnusedMethod", "UnusedVariable"}) // method handles use what seems unused
class BeanShapeTest {

    private static final String HERE = BeanShapeTest.class.getName() + "$";

    /** Its type variable is known in the subclass. */
    private abstract static class Entity<ID> {
        private ID id;
        private long version;

        public ID getId() {
            return id;
        }

        void setId(ID newId) {
            id = newId;
        }

        public long getVersion() {
            return version;
        }

        private void setVersion(long newVersion) {
            version = newVersion;
        }
    }

    private static final class Account extends Entity<Long> {
        private String owner;
        private boolean isOpen;
        private List<String> aTags = List.of();
        private static int made;

        private Account() {
            made++;
        }

        public boolean isOpen() {
            return isOpen;
        }

        public Account setOpen(boolean newOpen) {
            isOpen = newOpen;
            return this;
        }

        public List<String> getATags() {
            return aTags;
        }

        public void setATags(List<String> newTags) {
            aTags = newTags;
        }

        public String getURL() {
            return owner + "@bank";
        }

        public void setURL(String url) {
            owner = url.substring(0, url.indexOf('@'));
        }

        public String getOwner() {
            return owner;
        }

        public void setOwner(String newOwner) {
            owner = newOwner;
        }

        public void setOwner(StringBuilder newOwner) {
            owner = newOwner.toString();
        }

        /** No getters. */
        public String getaway() {
            return owner;
        }

        public void getNothing() {}

        public static int getMade() {
            return made;
        }

        String getSecret() {
            return owner;
        }

        private void setSecret(String secret) {
            owner = secret;
        }
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(MappingException.class).hasMessage(message);
    }

    private static List<String> names(Shape<?> shape) {
        return shape.parts().stream().map(Shape.Part::name).toList();
    }

    @Test
    void ofBean_orderOfTheFields() {
        Shape<Account> shape = Shape.ofBean(Account.class);

        assertThat(names(shape)).containsExactly("id", "version", "owner", "open", "aTags", "URL");
        assertThat(shape.parts().get(0).type()).isEqualTo(Long.class);
        assertThat(shape.parts().get(4).genericType().getTypeName()).isEqualTo("java.util.List<java.lang.String>");
        assertThat(shape).hasToString("Account[id, version, owner, open, aTags, URL]");
    }

    @Test
    void ofBean_readsAndMakesRows() {
        Shape<Account> shape = Shape.ofBean(Account.class).without("URL");
        int made = Account.getMade();

        Account row = shape.constructor().apply(new @Nullable Object[] {7L, 3L, null, true, List.of("a")});

        assertThat(Account.getMade()).isEqualTo(made + 1);
        assertThat(row.getId()).isEqualTo(7);
        assertThat(row.getVersion()).isEqualTo(3);
        assertThat(row.getOwner()).isNull();
        assertThat(row.isOpen()).isTrue();
        assertThat(row.getATags()).containsExactly("a");
        Table<Account, Long> table = Table.of(shape, Long.class);
        assertThat(table.id(row)).isEqualTo(7L);
        assertThat(table.version(row)).isEqualTo(3);
        assertThat(table.name()).isEqualTo("account");
    }

    @Test
    void withVersion_anotherObject() {
        Table<Account, Long> table = Table.of(Shape.ofBean(Account.class).without("URL", "aTags"), Long.class);
        Account row = new Account();
        row.setId(7L);
        row.setOwner("Ann");

        Account other = table.withVersion(row, 5);
        Account named = table.with(row, Map.of("owner", "Bob"));

        assertThat(other).isNotSameAs(row);
        assertThat(other.getOwner()).isEqualTo("Ann");
        assertThat(other.getVersion()).isEqualTo(5);
        assertThat(named.getOwner()).isEqualTo("Bob");
        assertThat(row.getOwner()).isEqualTo("Ann");
        assertThat(row.getVersion()).isZero();
        assertThat(table.copy(row)).isNotSameAs(row);
    }

    /** What is left out is what the constructor makes it. */
    @Test
    void without_isNotCarriedOver() {
        Table<Account, Long> table = Table.of(Shape.ofBean(Account.class).without("URL", "aTags"), Long.class);
        Account row = new Account();
        row.setATags(List.of("gone"));

        assertThat(table.copy(row).getATags()).isEmpty();
    }

    @Test
    void equals_foundAlike() {
        Shape<Account> shape = Shape.ofBean(Account.class);

        assertThat(shape).isEqualTo(Shape.ofBean(Account.class)).hasSameHashCodeAs(Shape.ofBean(Account.class));
        assertThat(shape.without("URL"))
                .isNotEqualTo(shape)
                .isEqualTo(Shape.ofBean(Account.class).without("URL"));
        assertThat(Table.of(shape.without("aTags"), Long.class))
                .isEqualTo(Table.of(Shape.ofBean(Account.class).without("aTags"), Long.class))
                .isNotEqualTo(Table.of(shape, Long.class));
    }

    private static final class Odd {
        public long getId() {
            return 1;
        }

        public void setId(Long newId) {}

        public String getFullName() {
            return "";
        }

        public void setPassword(String newPassword) {}

        /** Not a setter: it says something. */
        public boolean setFullName(String newName) {
            return newName.isEmpty();
        }

        public long getVersion() {
            return 1;
        }

        public void setVersion(long newVersion) {}

        private void setHidden(String hidden) {}
    }

    @Test
    void ofBean_halfProperties() {
        Shape<Odd> shape = Shape.ofBean(Odd.class);
        String message =
                HERE + "Odd: getFullName() has no setter setFullName(java.lang.String); getId() gives a long, but"
                        + " setId(…) takes a java.lang.Long; setPassword(…) has no getter getPassword(). Mend that, or leave out"
                        + " what is no column: without(\"fullName\", \"id\", \"password\")";

        assertRefused(shape::parts, message);
        assertRefused(shape::constructor, message);
        assertRefused(() -> Table.of(shape, Long.class), message);
        assertThat(shape).hasToString("Odd[version, fullName, id, password]");
        assertThat(names(shape.without("fullName", "id").without("password"))).containsExactly("version");
        assertRefused(
                () -> shape.without("fullName", "id", "password", "version").parts(),
                HERE + "Odd: no property is left");
    }

    @Test
    void without_noProperty() {
        assertThatThrownBy(() -> Shape.ofBean(Odd.class).without("version", "fulName"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name must be a property of " + HERE + "Odd (version, fullName, id, password): fulName");
        assertThatThrownBy(() -> Shape.of(Odd.class, values -> new Odd()).without("id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("names must be of a shape that was found: leave out with(…) instead");
    }

    @Test
    void with_notOfAFoundShape() {
        assertThatThrownBy(() -> Shape.ofBean(Odd.class).with("more", String.class, row -> ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name must be a property of " + HERE + "Odd: more");
    }

    private record Row(long id, long version) {}

    private interface Face {}

    private abstract static class Half {}

    @SuppressWarnings("ClassCanBeStatic") // on purpose
    private final class Inner {}

    private static final class Given {
        Given(long id) {
            assertThat(id).isPositive();
        }
    }

    private static final class Empty {}

    private enum State {
        OPEN
    }

    @Test
    void ofBean_noBean() {
        assertRefused(
                () -> Shape.ofBean(Row.class), HERE + "Row is a record: Table.of(Row.class, …) takes it as it is");
        assertRefused(
                () -> Shape.ofBean(Face.class),
                HERE + "Face is an interface, so no row can be made of it: name the class that the rows are of");
        assertRefused(
                () -> Shape.ofBean(Half.class),
                HERE + "Half is abstract, so no row can be made of it: name the class that the rows are of");
        assertRefused(
                () -> Shape.ofBean(Inner.class),
                HERE + "Inner is an inner class, so each row would need a BeanShapeTest: make it static");
        String constructor = " has no constructor without parameters: add one, which may be private, or use"
                + " Shape.ofBuilder(…) or Shape.of(…)";
        assertRefused(() -> Shape.ofBean(Given.class), HERE + "Given" + constructor);
        assertRefused(() -> Shape.ofBean(State.class), HERE + "State" + constructor);
        assertRefused(
                () -> Shape.ofBean(Empty.class),
                HERE + "Empty has no properties: each is a public getter and a setter of its type");
    }

    @Test
    void ofBean_closedModule() {
        assertThatThrownBy(() -> Shape.ofBean(java.util.Date.class))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("java.util.Date cannot be read: module java.base does not open its package.");
    }

    /** A setter's own refusal. */
    private static final class Picky {
        private long id;
        private long version;

        public long getId() {
            return id;
        }

        public void setId(long newId) {
            if (newId < 0) {
                throw new IllegalArgumentException("negative");
            }
            id = newId;
        }

        public long getVersion() {
            return version;
        }

        public void setVersion(long newVersion) {
            version = newVersion;
        }
    }

    @Test
    void with_setterRefuses() {
        Table<Picky, Long> table = Table.of(Shape.ofBean(Picky.class), Long.class);

        assertThatThrownBy(() -> table.with(new Picky(), Map.of("id", -1L)))
                .isInstanceOf(MappingException.class)
                .hasMessage("picky (Picky): the constructor or a setter refused a row")
                .hasRootCauseMessage("negative");
    }

    @Test
    void of_beanAlone() {
        assertRefused(
                () -> Table.of(Picky.class, Long.class),
                HERE + "Picky is not a record: use Table.of(Shape.ofBean(Picky.class), …)");
        assertRefused(
                () -> Table.of(Given.class, Long.class),
                HERE + "Given is not a record: a table's rows are records, or of a class that a Shape describes:"
                        + " Table.of(Shape.of(…), …)");
    }
}
