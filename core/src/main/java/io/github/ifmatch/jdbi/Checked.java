package io.github.ifmatch.jdbi;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.jdbi.v3.core.config.JdbiConfig;

/**
 * Whether a statement is checked already; a batch's customizers are asked for each of its rows. For one thread at a time,
 * like the connection.
 */
public final class Checked implements JdbiConfig<Checked> {

    private boolean isChecked;

    /** Made by Jdbi. */
    public Checked() {}

    /** True the first time, for a statement's own configuration. */
    @CanIgnoreReturnValue
    boolean begin() {
        boolean isFirst = !isChecked;
        isChecked = true;
        return isFirst;
    }

    @Override
    public Checked createCopy() {
        return new Checked();
    }
}
