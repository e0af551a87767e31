package io.github.ifmatch.examples.campaign.planted;

import io.github.ifmatch.Applied;
import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedRepository;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repository whose answers are not true. Thread-safe. */
final class PlantedRows {

    private PlantedRows() {}

    @SuppressWarnings("unchecked")
    static <R, ID> VersionedRepository<R, ID> around(VersionedRepository<R, ID> repository, Planted fault) {
        return PlantedSource.proxy(VersionedRepository.class, (proxy, method, arguments) -> {
            try {
                Object answer = PlantedSource.call(repository, method, arguments);
                return method.getName().equals("tryUpdate") ? changed(repository, answer, fault) : swapped(answer, fault);
            } catch (UnknownOutcomeException e) {
                return unknown(repository, method, arguments, e, fault);
            }
        });
    }

    private static <R> @Nullable Object changed(
            VersionedRepository<R, ?> repository, @Nullable Object answer, Planted fault) {
        if (!(answer instanceof Conflict<?>)) {
            return answer;
        }
        @SuppressWarnings("unchecked")
        Conflict<R> conflict = (Conflict<R>) answer;
        if (fault == Planted.REFUSED_BUT_WRITTEN) {
            repository.overwrite(conflict.attempted(), "a planted fault");
        }
        return fault == Planted.CONFLICT_AS_APPLIED
                ? new Applied<>(next(repository, conflict.attempted()))
                : conflict;
    }

    private static @Nullable Object swapped(@Nullable Object answer, Planted fault) {
        if (fault != Planted.OUTCOMES_SWAPPED
                || !(answer instanceof List<?> list)
                || list.stream().anyMatch(entry -> !(entry instanceof Outcome<?>))) {
            return answer;
        }
        List<Object> outcomes = new ArrayList<>(list);
        if (outcomes.size() > 1) {
            Collections.swap(outcomes, 0, outcomes.size() - 1);
        }
        return outcomes;
    }

    private static <R, ID> @Nullable Object unknown(
            VersionedRepository<R, ID> repository,
            Method method,
            Object @Nullable [] arguments,
            UnknownOutcomeException unknown,
            Planted fault)
            throws Throwable {
        boolean isUpdate = method.getName().equals("tryUpdate");
        if (fault == Planted.SENT_TWICE) {
            return PlantedSource.call(repository, method, arguments);
        }
        if (fault == Planted.LOST_ANSWER_AS_APPLIED && isUpdate && arguments != null) {
            return new Applied<>(next(repository, repository.table().rowType().cast(arguments[0])));
        }
        if (fault == Planted.LOST_ANSWER_AS_REFUSED) {
            throw new BusyException("Nothing was written.", unknown);
        }
        throw fault == Planted.RESOLUTION_INVERTED
                ? new UnknownOutcomeException("unknown", new SQLException(unknown), () -> inverted(unknown))
                : unknown;
    }

    private static UnknownOutcomeException.Resolution inverted(UnknownOutcomeException unknown) {
        return switch (unknown.resolve()) {
            case COMMITTED -> UnknownOutcomeException.Resolution.ROLLED_BACK;
            case ROLLED_BACK -> UnknownOutcomeException.Resolution.COMMITTED;
            case UNKNOWN -> UnknownOutcomeException.Resolution.UNKNOWN;
        };
    }

    private static <R> R next(VersionedRepository<R, ?> repository, R row) {
        return repository.table().withVersion(row, repository.table().version(row) + 1);
    }
}
