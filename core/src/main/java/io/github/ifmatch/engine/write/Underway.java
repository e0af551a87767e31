package io.github.ifmatch.engine.write;

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
    private final @Nullable Underway outer;

    private Underway(Connection connection, Scope scope, @Nullable Underway outer) {
        this.connection = connection;
        this.scope = scope;
        this.outer = outer;
    }

    public static Underway enter(Connection connection, Scope scope) {
        Underway entered = new Underway(connection, scope, INNERMOST.get());
        INNERMOST.set(entered);
        return entered;
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
