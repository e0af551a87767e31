package io.github.ifmatch;

import java.util.ArrayList;
import java.util.List;

/** What was written in a transaction of ours: told once it is committed, else never. For one thread at a time. */
final class Held {

    private record Telling(Guarded listener, Journal.Made made) {}

    private final List<Telling> tellings = new ArrayList<>();
    private boolean isCommitted;

    void add(Guarded listener, Journal.Made made) {
        tellings.add(new Telling(listener, made));
    }

    void committed() {
        isCommitted = true;
    }

    /** Tells it, if it is committed. */
    void tell() {
        if (isCommitted) {
            tellings.forEach(telling -> telling.listener().on(telling.made().as(true)));
        }
    }
}
