package io.github.ifmatch.examples.campaign.history;

import java.util.Locale;

/** The ways in which an application writes. */
public enum WritePath {
    /** {@code tryInsert}. */
    INSERT,
    /** {@code tryUpdate}. */
    UPDATE,
    /** {@code tryPatch} of two rows. */
    PATCH,
    /** {@code tryPatch} of named values. */
    PATCH_VALUES,
    /** {@code tryTouch}. */
    TOUCH,
    /** {@code tryDelete}. */
    DELETE,
    /** {@code tryOverwrite}. */
    OVERWRITE,
    /** {@code tryWriteUnversioned}. */
    WRITE_UNVERSIONED,
    /** {@code modify}. */
    MODIFY,
    /** {@code tryUpdate} with a merge. */
    MERGE,
    /** {@code tryInsertAll}. */
    TRY_INSERT_ALL,
    /** {@code insertAll}. */
    INSERT_ALL,
    /** {@code tryUpdateAll}. */
    TRY_UPDATE_ALL,
    /** {@code updateAll}. */
    UPDATE_ALL,
    /** {@code patchAll}. */
    PATCH_ALL,
    /** {@code deleteAll}. */
    DELETE_ALL,
    /** {@code updateVersions}. */
    UPDATE_VERSIONS,
    /** {@code updateWhere}. */
    UPDATE_WHERE,
    /** {@code database.apply}. */
    CHANGE_SET,
    /** {@code inTransaction} with a retry, over two tables. */
    TRANSACTION,
    /** {@code on(connection)}: a transaction of the application's. */
    OWN_CONNECTION,
    /** {@code BatchWriter}. */
    BATCH_WRITER,
    /** A repository over Jdbi. */
    JDBI,
    /** PUT with If-Match. */
    HTTP;

    /** Whether the writes of one call stand together or not at all. */
    public boolean isAtomic() {
        return switch (this) {
            case INSERT_ALL, UPDATE_ALL, PATCH_ALL, DELETE_ALL, UPDATE_VERSIONS, CHANGE_SET, TRANSACTION, OWN_CONNECTION ->
                true;
            default -> false;
        };
    }

    /** Whether a call may be committed without this write, because somebody else was faster. */
    public boolean isRowByRow() {
        return switch (this) {
            case TRY_INSERT_ALL, TRY_UPDATE_ALL, BATCH_WRITER -> true;
            default -> false;
        };
    }

    /** As tables show it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
