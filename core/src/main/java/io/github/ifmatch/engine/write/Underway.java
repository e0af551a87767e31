package io.github.ifmatch.engine.write;

import io.github.ifmatch.ConnectionSource;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of ours that this thread is in, by their connections.
 *
 * <p>A source that binds connections to threads gives the connection of such a transaction to every operation inside it: the
 * operation is then part of that transaction, and shares its end. For one thread at a time.
 */
public final class Underway {

    private static final ThreadLocal<@Nullable Underway> INNERMOST = new ThreadLocal<>();

    private final Connection connection;
    private final Scope scope;
    private final @Nullable ConnectionSource lentFor;
    private final @Nullable Underway outer;

    private Underway(Connection connection, Scope scope, @Nullable ConnectionSource lentFor) {
        this.connection = connection;
        this.scope = scope;
        this.lentFor = lentFor;
        this.outer = INNERMOST.get();
        INNERMOST.set(this);
    }

    public static Underway enter(Connection connection, Scope scope) {
        return new Underway(connection, scope, null);
    }

    /** The same; until it is left, the thread is given this connection whenever it asks the source for one. */
    public static Underway enter(Connection connection, Scope scope, ConnectionSource source) {
        return new Underway(connection, scope, source);
    }

    /** The connection that this thread is given instead of one of the source, if it is. */
    static @Nullable Connection lentFor(ConnectionSource source) {
        for (Underway at = INNERMOST.get(); at != null; at = at.outer) {
            if (source.equals(at.lentFor)) {
                return at.connection;
            }
        }
        return null;
    }

    /** The scope of the transaction of ours that the connection is in, if it is in one. */
    public static @Nullable Scope on(Connection connection) {
        for (Underway at = INNERMOST.get(); at != null; at = at.outer) {
            if (at.connection == connection) {
                return at.scope;
            }
        }
        return null;
    }

    public void leave() {
        if (outer == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(outer);
        }
    }
}
