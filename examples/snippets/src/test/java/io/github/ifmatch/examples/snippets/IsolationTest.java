package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Database;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What isolation.md shows: a transfer, and a row that stands for rows which do not exist yet; on both databases. */
@ParameterizedClass
@MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
class IsolationTest {

    // region isolation-transfer
    record Account(long id, BigDecimal balance, long version) {
        Account plus(BigDecimal amount) {
            return new Account(id, balance.add(amount), version);
        }
    }

    static final Table<Account, Long> ACCOUNTS =
            Table.of(Account.class, Long.class).named("accounts");

    static Account transfer(Database database, long from, long to, BigDecimal amount) {
        return database.inTransaction(Retry.upTo(20), tx -> {
            VersionedRows<Account, Long> accounts = tx.rows(ACCOUNTS);
            Account payer = accounts.get(from); // read inside, each time
            Account payee = accounts.get(to);
            accounts.update(payer.plus(amount.negate()));
            return accounts.update(payee.plus(amount));
        });
    }
    // endregion

    // region isolation-rooms
    record Room(long id, String name, long version) {}

    record Booking(long id, long roomId, int firstDay, int lastDay, long version) {}

    static final Table<Room, Long> ROOMS = Table.of(Room.class, Long.class).named("rooms");

    static final Table<Booking, Long> BOOKINGS =
            Table.of(Booking.class, Long.class).named("bookings");
    // endregion

    private final TestDatabase server;
    private final Database database;
    private final CyclicBarrier bothHaveLooked = new CyclicBarrier(2);
    private final AtomicInteger looks = new AtomicInteger();

    IsolationTest(TestDatabase server) {
        this.server = server;
        this.database = server.database();
    }

    /** Books, in one way or the other. */
    private interface Book {
        boolean book(Booking wanted) throws SQLException;
    }

    @BeforeEach
    void createTables() {
        server.execute(
                "DROP TABLE IF EXISTS accounts",
                "CREATE TABLE accounts (id bigint PRIMARY KEY, balance numeric(12, 2) NOT NULL, version bigint NOT NULL)",
                "INSERT INTO accounts VALUES (1, 100, 1), (2, 100, 1)",
                "DROP TABLE IF EXISTS bookings",
                "DROP TABLE IF EXISTS rooms",
                "CREATE TABLE rooms (id bigint PRIMARY KEY, name varchar(50) NOT NULL, version bigint NOT NULL)",
                "CREATE TABLE bookings (id bigint PRIMARY KEY, room_id bigint NOT NULL REFERENCES rooms,"
                        + " first_day integer NOT NULL, last_day integer NOT NULL, version bigint NOT NULL)",
                "INSERT INTO rooms VALUES (7, 'Blue', 1)");
    }

    @Test
    void transfer_manyAtOnce_eachStands() {
        List<CompletableFuture<Account>> payments = IntStream.range(0, 10)
                .mapToObj(i -> Threads.supply(() ->
                        transfer(database, 1 + i % 2, 2 - i % 2, new BigDecimal(i % 2 == 0 ? "3.00" : "1.00"))))
                .toList();
        payments.forEach(CompletableFuture::join);

        assertThat(database.repository(ACCOUNTS).findAll(List.of(1L, 2L)))
                .containsExactly(
                        new Account(1, new BigDecimal("90.00"), 11), new Account(2, new BigDecimal("110.00"), 11));
    }

    private boolean bookTouching(Booking wanted) throws SQLException {
        // region isolation-touch
        return database.inTransaction(Retry.DEFAULT, tx -> {
            Room room = tx.rows(ROOMS).get(wanted.roomId());
            if (overlaps(tx.connection(), wanted)) { // a SELECT of your own
                return false;
            }
            tx.rows(ROOMS).touch(room); // if somebody else has booked the room since it was read: a conflict
            tx.rows(BOOKINGS).insert(wanted);
            return true;
        });
        // endregion
    }

    private boolean bookUntouched(Booking wanted) throws SQLException {
        return database.inTransaction(Retry.DEFAULT, tx -> {
            if (overlaps(tx.connection(), wanted)) {
                return false;
            }
            tx.rows(BOOKINGS).insert(wanted);
            return true;
        });
    }

    /** The first looks of both come before either goes on. */
    private boolean overlaps(Connection connection, Booking wanted) throws SQLException {
        boolean overlaps;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id FROM bookings WHERE room_id = ? AND first_day <= ? AND last_day >= ?")) {
            select.setLong(1, wanted.roomId());
            select.setInt(2, wanted.lastDay());
            select.setInt(3, wanted.firstDay());
            try (ResultSet found = select.executeQuery()) {
                overlaps = found.next();
            }
        }
        if (looks.incrementAndGet() <= 2) {
            try {
                bothHaveLooked.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return overlaps;
    }

    private static List<Boolean> bookTogether(Book book) {
        CompletableFuture<Boolean> ann = bookAsync(book, new Booking(1, 7, 3, 5, 0));
        CompletableFuture<Boolean> bob = bookAsync(book, new Booking(2, 7, 4, 6, 0));
        return List.of(ann.join(), bob.join());
    }

    private static CompletableFuture<Boolean> bookAsync(Book book, Booking wanted) {
        return Threads.supply(() -> {
            try {
                return book.book(wanted);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void untouched_bothBook() {
        assertThat(bookTogether(this::bookUntouched)).containsExactly(true, true);
    }

    @Test
    void touched_oneBooks() {
        assertThat(bookTogether(this::bookTouching)).containsExactlyInAnyOrder(true, false);
    }
}
