package io.github.ifmatch.audit;

import io.github.ifmatch.audit.Finding.Kind;
import io.github.ifmatch.audit.Finding.Lack;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.ConflictActionType;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.merge.MergeDelete;
import net.sf.jsqlparser.statement.merge.MergeOperation;
import net.sf.jsqlparser.statement.merge.MergeUpdate;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.upsert.Upsert;
import org.jspecify.annotations.Nullable;

/** Looks at one statement, and at those inside of its WITH. For one thread, and one statement. */
final class StatementRules {

    private final List<WatchedTable> tables;
    private final List<Suspicion> found = new ArrayList<>();
    private final LockedVersions locked;

    StatementRules(List<WatchedTable> tables) {
        this.tables = tables;
        this.locked = new LockedVersions(tables);
    }

    List<Suspicion> found() {
        return found;
    }

    /** Whether a statement of this kind is known here; if not, nothing was looked at. */
    boolean read(Statement statement) {
        if (statement instanceof Update update) {
            update(update);
        } else if (statement instanceof Delete delete) {
            delete(delete);
        } else if (statement instanceof Insert insert) {
            insert(insert);
        } else if (statement instanceof Merge merge) {
            merge(merge);
        } else if (statement instanceof Upsert upsert) {
            upsert(upsert);
        } else if (statement instanceof Truncate truncate) {
            truncate(truncate);
        } else if (statement instanceof Select select) {
            with(select.getWithItemsList());
            if (select instanceof ParenthesedSelect inner && inner.getSelect() != null) {
                return read(inner.getSelect());
            }
        } else {
            return false;
        }
        return true;
    }

    private void with(@Nullable List<WithItem<?>> items) {
        if (items == null) {
            return;
        }
        for (WithItem<?> item : items) {
            ParenthesedStatement inner = item.getParenthesedStatement();
            if (inner instanceof ParenthesedUpdate update) {
                update(update.getUpdate());
            } else if (inner instanceof ParenthesedDelete delete) {
                delete(delete.getDelete());
            } else if (inner instanceof ParenthesedInsert insert) {
                insert(insert.getInsert());
            } else if (inner instanceof ParenthesedSelect select) {
                with(select.getSelect() == null ? null : select.getSelect().getWithItemsList());
                locked.add(
                        Named.plain(
                                item.getAlias() == null ? null : item.getAlias().getName()),
                        select);
            }
        }
    }

    private void update(Update update) {
        with(update.getWithItemsList());
        List<Source> written = Source.all(update.getTable(), update.getStartJoins());
        List<Source> read = Source.all(update.getFromItem(), update.getJoins());
        List<Source> all = new ArrayList<>(written);
        all.addAll(read);
        List<Assignment> assignments = Assignment.all(update.getUpdateSets());
        for (Source target : written) {
            Own own = own(target, all);
            if (own != null) {
                VersionCheck check = new VersionCheck(own);
                boolean checks = check.holds(update.getWhere())
                        || check.holds(update.getStartJoins())
                        || check.holds(update.getJoins());
                set(Kind.UPDATE, own, assignments, checks);
            }
        }
    }

    private void set(Kind kind, Own own, List<Assignment> assignments, boolean checks) {
        WatchedTable table = own.table();
        List<Assignment> ours =
                assignments.stream().filter(each -> each.isOf(own)).toList();
        if (ours.stream().allMatch(each -> table.unversioned().contains(each.name()))) {
            return;
        }
        VersionStep step = ours.stream()
                .filter(each -> each.name().equals(table.version()))
                .map(each -> VersionStep.of(each.value(), own))
                .findFirst()
                .orElse(VersionStep.NONE);
        EnumSet<Lack> lacks = EnumSet.noneOf(Lack.class);
        if (!checks) {
            lacks.add(Lack.CHECK);
        }
        if (step == VersionStep.NONE && !table.isAdvanced()) {
            lacks.add(Lack.ADVANCE);
        } else if (step == VersionStep.OTHER || (step == VersionStep.GIVEN && !checks)) {
            lacks.add(Lack.STEP);
        }
        add(kind, table, lacks);
    }

    private void add(Kind kind, WatchedTable table, Set<Lack> lacks) {
        Suspicion suspicion = new Suspicion(kind, table.shown(), Set.copyOf(lacks));
        if (!lacks.isEmpty() && !found.contains(suspicion)) {
            found.add(suspicion);
        }
    }

    private void delete(Delete delete) {
        with(delete.getWithItemsList());
        List<Source> all = Source.all(delete.getTable(), delete.getJoins());
        if (delete.getUsingFromItemList() != null) {
            delete.getUsingFromItemList().forEach(item -> all.add(new Source(item)));
        }
        List<Source> targets = new ArrayList<>();
        if (delete.getTables() == null || delete.getTables().isEmpty()) {
            targets.add(new Source(delete.getTable()));
        } else {
            delete.getTables().forEach(table -> targets.add(new Source(table)));
        }
        for (Source target : targets) {
            Own own = own(target, all);
            if (own != null) {
                VersionCheck check = new VersionCheck(own);
                if (!check.holds(delete.getWhere()) && !check.holds(delete.getJoins())) {
                    add(Kind.DELETE, own.table(), Set.of(Lack.CHECK));
                }
            }
        }
    }

    private void insert(Insert insert) {
        with(insert.getWithItemsList());
        if (insert.getSelect() != null) {
            with(insert.getSelect().getWithItemsList());
        }
        Own own = own(new Source(insert.getTable()), List.of());
        if (own == null) {
            return;
        }
        if (insert.getConflictAction() != null
                && insert.getConflictAction().getConflictActionType() == ConflictActionType.DO_UPDATE) {
            boolean checks =
                    new VersionCheck(own).holds(insert.getConflictAction().getWhereExpression());
            set(Kind.UPSERT, own, Assignment.all(insert.getConflictAction().getUpdateSets()), checks);
        }
        List<Assignment> onDuplicate = Assignment.all(insert.getDuplicateUpdateSets());
        if (!onDuplicate.isEmpty()) {
            set(Kind.UPSERT, own, onDuplicate, false);
        }
    }

    private void merge(Merge merge) {
        with(merge.getWithItemsList());
        Own own = own(new Source(merge.getTable()), Source.all(merge.getFromItem(), null));
        if (own == null || merge.getOperations() == null) {
            return;
        }
        VersionCheck check = new VersionCheck(own);
        boolean joins = check.holds(merge.getOnCondition());
        for (MergeOperation operation : merge.getOperations()) {
            if (operation instanceof MergeUpdate update) {
                boolean checks =
                        joins || check.holds(update.getAndPredicate()) || check.holds(update.getWhereCondition());
                set(Kind.MERGE, own, Assignment.all(update.getUpdateSets()), checks);
            } else if (operation instanceof MergeDelete delete && !joins && !check.holds(delete.getAndPredicate())) {
                add(Kind.MERGE, own.table(), Set.of(Lack.CHECK));
            }
        }
    }

    /** REPLACE and the like; {@code INSERT OR IGNORE} and its kin leave a row that is there alone. */
    private void upsert(Upsert upsert) {
        WatchedTable table = watched(new Source(upsert.getTable()));
        boolean replaces = switch (String.valueOf(upsert.getUpsertType())) {
            case "INSERT_OR_ABORT", "INSERT_OR_FAIL", "INSERT_OR_IGNORE", "INSERT_OR_ROLLBACK" -> false;
            default -> true;
        };
        if (table != null && replaces) {
            add(Kind.REPLACE, table, Set.of(Lack.CHECK));
        }
    }

    private void truncate(Truncate truncate) {
        List<Table> all = new ArrayList<>();
        if (truncate.getTables() != null) {
            all.addAll(truncate.getTables());
        }
        if (truncate.getTable() != null && all.isEmpty()) {
            all.add(truncate.getTable());
        }
        for (Table each : all) {
            WatchedTable table = watched(new Source(each));
            if (table != null) {
                add(Kind.TRUNCATE, table, Set.of(Lack.CHECK));
            }
        }
    }

    /** How the statement names a table that it writes to; null if that is not watched. */
    private @Nullable Own own(Source target, List<Source> all) {
        Source meant = target;
        for (Source other : all) { // UPDATE a SET … FROM accounts a
            if (!other.equals(target)
                    && target.item().getAlias() == null
                    && other.name().equals(target.name())) {
                meant = other;
            }
        }
        WatchedTable table = watched(meant);
        if (table == null) {
            return null;
        }
        return new Own(table, Set.of(meant.name()), true, locked.of(table, all));
    }

    private @Nullable WatchedTable watched(Source source) {
        return watched(tables, source);
    }

    static @Nullable WatchedTable watched(List<WatchedTable> tables, Source source) {
        List<String> path = source.path();
        return path.isEmpty()
                ? null
                : tables.stream()
                        .filter(table -> table.isNamed(path))
                        .findFirst()
                        .orElse(null);
    }
}
