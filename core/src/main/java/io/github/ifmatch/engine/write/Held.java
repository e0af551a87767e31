package io.github.ifmatch.engine.write;

import java.util.ArrayList;
import java.util.List;

/** What was written in a transaction of ours: told once it is committed, else never. For one thread at a time. */
public final class Held {

    private final List<Unit.Telling> tellings = new ArrayList<>();
    private boolean isCommitted;

    void add(Unit.Telling telling) {
        tellings.add(telling);
    }

    public void committed() {
        isCommitted = true;
    }

    /** Tells it, if it is committed. */
    public void tell() {
        if (isCommitted) {
            tellings.forEach(telling -> telling.tell(true));
        }
    }
}
