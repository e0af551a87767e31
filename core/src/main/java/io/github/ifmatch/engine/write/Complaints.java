package io.github.ifmatch.engine.write;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.type.VersionSource;

/** What is said where the database's answer to a write cannot stand, and what state that leaves. Immutable. */
record Complaints<R>(Change<R> change) {

    private static final String WHO = "A trigger, a rule or a row-level policy suppresses the write.";

    SuppressedWriteException suppressed(String found, Owner owner) {
        return new SuppressedWriteException(change.table(), change.where(), change.id(), found, owner.suppressed, WHO);
    }

    /** The row was written, and cannot be read. */
    MappingException unreadable(MappingException e, Owner sentIn) {
        return new MappingException(change.where() + ": " + e.getMessage() + ". " + sentIn.carriedOut, e);
    }

    /** The row was written, and is not to be seen. */
    MappingException hidden(Owner sentIn) {
        return new MappingException(change.where()
                + ": the row that was written cannot be read back; a policy or a view hides it, or a column rounds the id. "
                + sentIn.carriedOut);
    }

    MappingException versionChanged(long version, Owner sentIn) {
        if (change.table().versions() == VersionSource.DATABASE) {
            return new MappingException(change.where() + ": after " + change.verb().word + " on version "
                    + change.expectedVersion() + " the row shows version " + version
                    + ". The database, to which versions are left, must make a new one at each write. "
                    + sentIn.carriedOut);
        }
        return new MappingException(change.where() + ": after " + change.verb().word + " on version "
                + change.expectedVersion() + " the row shows version " + version
                + ". A trigger or a default changes the version. " + sentIn.carriedOut);
    }

    VersionedException miscounted(int count, Owner sentIn) {
        return count < 0
                ? new DatabaseException(
                        change.where() + ": the driver does not say how many rows it changed. " + sentIn.carriedOut,
                        null)
                : new MappingException(change.where() + ": " + change.verb().word + " changed more than one row; an id"
                        + " must be unique. " + sentIn.carriedOut);
    }
}
