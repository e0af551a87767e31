package io.github.ifmatch.examples.campaign.planted;

import io.github.ifmatch.VersionedRepository;
import java.util.Locale;
import javax.sql.DataSource;

/** Faults that a library like this one could have. */
public enum Planted {
    /** None. */
    NONE,
    /** The version is not compared: {@code OR TRUE}. */
    VERSION_NOT_COMPARED,
    /** A delete does not compare the version. */
    DELETE_UNCONDITIONAL,
    /** The version does not advance: {@code + 0}. */
    VERSION_NOT_ADVANCED,
    /** A COMMIT that fails is taken for one that was made. */
    COMMIT_FAILURE_SWALLOWED,
    /** A rollback that commits: a call that is all or nothing is torn. */
    ROLLBACK_COMMITS,
    /** A lost answer is reported as a write that was made. */
    LOST_ANSWER_AS_APPLIED,
    /** A lost answer is reported as a write that was not made. */
    LOST_ANSWER_AS_REFUSED,
    /** After a lost answer the write is sent again, and the second answer is reported. */
    SENT_TWICE,
    /** A conflict is reported as a write that was made. */
    CONFLICT_AS_APPLIED,
    /** After a conflict the row is written all the same. */
    REFUSED_BUT_WRITTEN,
    /** In a batch, the first outcome and the last one change places. */
    OUTCOMES_SWAPPED,
    /** {@code resolve()} says the contrary. */
    RESOLUTION_INVERTED;

    /** As tables show it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The data source with this fault, if it is one of statements or transactions. */
    public DataSource around(DataSource source) {
        return switch (this) {
            case VERSION_NOT_COMPARED,
                    DELETE_UNCONDITIONAL,
                    VERSION_NOT_ADVANCED,
                    COMMIT_FAILURE_SWALLOWED,
                    ROLLBACK_COMMITS -> PlantedSource.around(source, this);
            default -> source;
        };
    }

    /** The repository with this fault, if it is one of answers. */
    public <R, ID> VersionedRepository<R, ID> around(VersionedRepository<R, ID> repository) {
        return switch (this) {
            case LOST_ANSWER_AS_APPLIED,
                    LOST_ANSWER_AS_REFUSED,
                    SENT_TWICE,
                    CONFLICT_AS_APPLIED,
                    REFUSED_BUT_WRITTEN,
                    OUTCOMES_SWAPPED,
                    RESOLUTION_INVERTED -> PlantedRows.around(repository, this);
            default -> repository;
        };
    }
}
