package io.github.ifmatch.examples.campaign.work;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.examples.campaign.history.Answer;
import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Intent;
import io.github.ifmatch.examples.campaign.history.Result;
import io.github.ifmatch.examples.campaign.history.WritePath;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The writes of several rows, of two tables, in one transaction. Thread-safe. */
final class TransactionWrites {

    private static final Retry RETRY = Retry.upTo(3);

    private final Desk desk;

    TransactionWrites(Desk desk) {
        this.desk = desk;
    }

    private List<Intent> intents(WritePath path, Note note, Note part, Note other) {
        long group = desk.number();
        return List.of(
                Desk.intent(desk.number(), group, path, Effect.APPEND, Note.NOTES, note),
                Desk.intent(desk.number(), group, path, Effect.APPEND, Note.PARTS, part),
                Desk.intent(desk.number(), group, path, Effect.TOUCH, Note.NOTES, other));
    }

    /** A change set: an update, a patch and a touch. */
    List<Result> changeSet(Note note, Note part, Note other) {
        List<Intent> intents = intents(WritePath.CHANGE_SET, note, part, other);
        return desk.runAll(intents, () -> {
            ChangeSet changes = ChangeSet.empty()
                    .update("note", Note.NOTES, note.with(intents.get(0).number()))
                    .patch("part", Note.PARTS, part, part.with(intents.get(1).number()))
                    .touch("other", Note.NOTES, other);
            ChangeSet.Result stored = desk.database().apply(changes);
            return Failures.applied(
                    intents,
                    List.of(
                            stored.row("note", Note.class),
                            stored.row("part", Note.class),
                            stored.row("other", Note.class)));
        });
    }

    /** A transaction that is tried again, and reads what it changes each time. */
    List<Result> inTransaction(Note note, Note part, Note other) {
        List<Intent> intents = intents(WritePath.TRANSACTION, note, part, other);
        List<Note> read = new ArrayList<>();
        return desk.runAll(intents, () -> {
            List<Result> results;
            try {
                List<Note> stored = desk.database().inTransaction(RETRY, transaction -> {
                    read.clear();
                    Note first = transaction.rows(Note.NOTES).get(note.id());
                    Note second = transaction.rows(Note.PARTS).get(part.id());
                    Note third = transaction.rows(Note.NOTES).get(other.id());
                    read.addAll(List.of(first, second, third));
                    return List.of(
                            transaction
                                    .rows(Note.NOTES)
                                    .update(first.with(intents.get(0).number())),
                            transaction
                                    .rows(Note.PARTS)
                                    .update(second.with(intents.get(1).number())),
                            transaction.rows(Note.NOTES).touch(third));
                });
                results = Failures.applied(intents, stored);
            } catch (VersionedException e) {
                results = Failures.results(intents, e);
            }
            return read.size() < intents.size() ? results : onBases(results, read);
        });
    }

    private static List<Result> onBases(List<Result> results, List<Note> read) {
        List<Result> based = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            based.add(results.get(i).onBase(read.get(i).state()));
        }
        return based;
    }

    /** A transaction of the application's own, which writes in the order given: two that give opposite orders can deadlock. */
    List<Result> onConnection(Note first, Note second) {
        long group = desk.number();
        List<Intent> intents = List.of(
                Desk.intent(desk.number(), group, WritePath.OWN_CONNECTION, Effect.APPEND, Note.NOTES, first),
                Desk.intent(desk.number(), group, WritePath.OWN_CONNECTION, Effect.APPEND, Note.NOTES, second));
        return desk.runAll(intents, () -> {
            try (Connection connection = desk.source().getConnection()) {
                return onConnection(connection, intents, first, second);
            } catch (SQLException e) {
                return all(intents, Answer.REFUSED); // no connection, or one that could not be begun
            }
        });
    }

    /** Until COMMIT is sent nothing stands; what is said of it then is only believed if it says that it was done. */
    private List<Result> onConnection(Connection connection, List<Intent> intents, Note first, Note second)
            throws SQLException {
        connection.setAutoCommit(false);
        List<Result> results;
        try {
            var rows = desk.notes().on(connection);
            Note one = rows.update(first.with(intents.get(0).number()));
            Note two = rows.update(second.with(intents.get(1).number()));
            results = Failures.applied(intents, List.of(one, two));
        } catch (VersionedException e) {
            rollBack(connection);
            return Failures.results(intents, e);
        }
        try {
            connection.commit();
        } catch (SQLException e) {
            rollBack(connection);
            return all(intents, Answer.UNKNOWN);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            return results; // it was committed, whatever became of the connection
        }
        return results;
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            abort(connection);
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            return; // it is gone
        }
    }

    private static List<Result> all(List<Intent> intents, Answer answer) {
        return intents.stream()
                .map(intent -> Result.of(intent.number(), answer))
                .toList();
    }
}
