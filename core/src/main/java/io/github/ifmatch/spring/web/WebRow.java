package io.github.ifmatch.spring.web;

import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of one table, as requests are made of them. Immutable. */
record WebRow<R, ID>(
        VersionedRepository<R, ID> repository,
        Preconditions<R, ID> preconditions,
        @Nullable CurrentView<? super R> view) {

    Table<R, ID> table() {
        return repository.table();
    }

    /** The row is read only if it must be. */
    Decision decide(String method, HeaderFields fields, Object id) {
        ID typed = typed(id);
        return preconditions.evaluate(method, fields, typed, () -> repository.find(typed));
    }

    /** What is to be said of the row, which is read, before anything of the content: 400, 412, 428, or 404. A PUT would create it. */
    Optional<RuntimeException> refusal(String method, HeaderFields fields, Object id) {
        ID typed = typed(id);
        Optional<R> current = repository.find(typed);
        if (preconditions.evaluate(method, fields, typed, current) instanceof Decision.Answer answer) {
            return Optional.of(new DecisionException(answer));
        }
        return current.isPresent() || method.equals("PUT")
                ? Optional.empty()
                : Optional.of(new MissingRowException(table(), typed));
    }

    Problem shown(Problem problem) {
        return view == null ? problem : problem.withCurrent(preconditions.tags(), view::of);
    }

    /** It was converted to the table's type of ids. */
    @SuppressWarnings("unchecked")
    private ID typed(Object id) {
        return (ID) id;
    }
}
